SELECT member, heard, said FROM members ORDER BY member;
