UPDATE sharing SET is_taking = ?1;
