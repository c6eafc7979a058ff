"""The links of the navigation bar, in order: the name of the page and its words. Who sees which is on the register."""

NAVIGATION = (
    ("work:home", "My work"),
    ("referrals:list", "Referrals"),
    ("work:search", "Find a person"),
    ("referrals:new", "Make a referral"),
    ("cases:emergency", "Emergency access"),
)
