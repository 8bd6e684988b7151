DELETE FROM deciding;
