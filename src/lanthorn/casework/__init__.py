"""The casework wing: the multi-agency work on one child's case, from referral to closure, as a Django project.

One app for each noun. `access` decides who may see, `audit` keeps what was seen and done; neither can be switched off.
"""
