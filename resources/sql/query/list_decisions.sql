SELECT former, present, verdict = 'same', decided_at FROM decisions ORDER BY decided_at, former, present;
