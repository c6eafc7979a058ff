"""The links of the navigation bar, in order: the name of the page and its words. Who sees which is on the register."""

NAVIGATION = (
    ("work:home", "My work"),
    ("referrals:list", "Referrals"),
    ("considered:list", "Children to consider"),
    ("panels:list", "Meetings"),
    ("plans:list", "My actions"),
    ("work:search", "Find a person"),
    ("referrals:new", "Make a referral"),
    ("plans:quiet", "Quiet cases"),
    ("plans:caseload", "Move a caseload"),
    ("volt:overview", "Problem view"),
    ("disclosures:list", "Disclosures"),
    ("prevention:list", "Prevention"),
    ("dashboard:page", "Figures"),
    ("api:tokens", "Machines"),
    ("retention:list", "Retention"),
    ("sightings:list", "Protected addresses"),
    ("users:list", "People with access"),
    ("cases:emergency", "Emergency access"),
)
