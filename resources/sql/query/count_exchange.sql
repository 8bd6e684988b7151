UPDATE sharing SET number = number + 1;
