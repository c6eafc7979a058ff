"""The partnership's figures on its own work: protected for whoever oversees it, live in the cases one may see."""
