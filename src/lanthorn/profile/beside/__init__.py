"""The same findings of two sides, one beside the other: two periods, or an authority and the whole of London.

Whether two figures may be compared is decided before any word is chosen, and every word rests on printed intervals.
"""
