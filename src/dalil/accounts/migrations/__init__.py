"""How the tables of the accounts came about; Django writes these."""
