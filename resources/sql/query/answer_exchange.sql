UPDATE sharing SET answered = ?1;
