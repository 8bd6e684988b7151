SELECT fingerprint, id FROM heard;
