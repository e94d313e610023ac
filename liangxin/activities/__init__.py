"""Activities (活动): what is held where and when, for whom; series and campaigns; registration under a rush, the waiting
list, attendance, and what is said and reported afterwards.

A registration takes one of a counted number of places: the counter and the row change in one statement, and the database
refuses more. Rooms are held by `venues`; people, organisations and enterprises are those of their registers. Points,
rankings and absences held against a person do not exist here.
"""
