"""SQL dumps of MySQL and MariaDB, read as a stream without a database."""
