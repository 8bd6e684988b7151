-- Whether the recording's files are another's by the user's word.
SELECT count(*) FROM decisions WHERE present = ?1 AND verdict = 'same';
