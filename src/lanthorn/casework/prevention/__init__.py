"""Sessions that tell children, parents, staff and traders what exploitation is: the awareness aim."""
