"""The numbers of the programs' door."""

from datetime import timedelta

REQUESTS_A_MINUTE = 600  # a token or session; R-API-01
WRONG_TOKENS_A_MINUTE = 30  # an address; R-API-01
LARGEST_PAGE = 200  # rows; R-API-02
USUAL_PAGE = 50  # rows; R-API-02
COUNTED_EXACTLY = 10_000  # rows; R-API-02, as in the lists
ANSWERS_KEPT = timedelta(days=2)  # how long an Idempotency-Key is remembered; R-API-03
LONGEST_KEY = 100  # characters; R-API-03
