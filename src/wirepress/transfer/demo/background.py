"""Paragraphs that give the demo's stories their length: the town as its paper would describe it. Inventions all."""

from __future__ import annotations

from typing import Final

BACKGROUND: Final[dict[str, tuple[str, ...]]] = {
    "City": (
        "Marrow Bay has grown by a tenth in six years, most of it along the two tram lines that meet at the station. The schools "
        "feel it first, then the doctors, then the people who look for a place to leave a bicycle. The town hall keeps a map on "
        "which every complaint becomes a dot; the dots move along the rails.",
        "A few years ago a plan like this would have gone through three committees and come out smaller. Now the district boards "
        "are asked before the drawings are finished, which costs two months and saves, by the town's own count, about a year.",
        "Those who live nearby met on Thursday in the gymnasium of the Mill Lane school. There were more questions about noise than "
        "about money, and one about the chestnut tree. The tree stays.",
        "The work is paid for out of the fund that the town set up when it sold the old gasworks. There is money in it for four more "
        "projects of this size; a list of eleven is waiting.",
    ),
    "Harbour": (
        "The harbour of Marrow Bay lies where the river brings sand and the sea takes it away again, and for two hundred years the "
        "town has lived from the difference. Eleven pilots, four tugs and a dredger named Patience keep the channel open.",
        "Last year 1,912 ships passed the lock, fewer than before and larger ones. The small boats have their own basin now, behind the "
        "fish market, with a slipway that anybody may use who leaves it clean.",
        "Old hands on the quay are careful with praise. “Ask me in February,” one of them said, mending a net that looked beyond mending. "
        "In February the east wind stands on the entrance for weeks, and whatever is new in the harbour is tried then.",
        "The harbour office publishes tides, closures and catches on a board outside its door and, since spring, on its page as well. "
        "The board is usually right first.",
    ),
    "Politics": (
        "Five groups sit in the council, none with a majority, and so most things are decided by whoever stays longest. The session "
        "is public; the gallery was full until the last tram, and not empty after it.",
        "The county supervises what the town spends. It has objected twice in ten years, both times to sums that nobody could explain "
        "afterwards, and it pays attention to loans above two million.",
        "The opposition called the decision right and late, which is what it calls most decisions. Its own motion, tabled in March, "
        "differed in the date and in the colour of the paper.",
        "Citizens may look into the papers in the town hall, room 12, or ask for copies. Whoever wants to speak in the next session has "
        "to give their name by noon of the day before.",
    ),
    "Economy": (
        "One in four working people in Marrow Bay earns a living from the harbour, directly or from those who do; one in five from the "
        "clinics and schools. The rest is small: workshops, three print shops, a maker of organ pipes with a waiting list.",
        "Wages rose by a little more than prices last year, for the first time since the bridge was built. The chamber of trade warns "
        "against reading too much into one year, as it has done every year.",
        "The bank on the market square, which belongs to its customers, lends the larger part of the money. It asks for a plan of three "
        "pages; it is said to read all of them.",
        "What is missing is people. Forty apprenticeships stayed empty in autumn, and firms have begun to fetch pupils from the "
        "seventh form for an afternoon a week, with pay and a sandwich.",
    ),
    "Science": (
        "The marine station was founded in a boat shed and still works in one, though there is a new building behind it. Thirty people "
        "work there; in summer, when students come, twice as many.",
        "The figures come from nineteen measuring points between the lighthouse and the mouth of the river. They are older than the "
        "institute: a schoolmaster began the row in 1931 with a bucket and a thermometer, every Sunday after church.",
        "Colleagues who were not part of the work find it sound and would like to see another winter. The data are open, with a note on "
        "every gap, and the largest gap is explained by a seal.",
        "A report for everybody is on display in the hall of the library until the end of the month, with a model that children may wet.",
    ),
    "Culture": (
        "For a town of its size Marrow Bay has too many stages, and they have learned to share: one box office, one workshop, one "
        "technician who can be in two places. What is earned by one evening pays for the risk of the next.",
        "Tickets cost nothing for those who come in the last five minutes and stand. It began as a joke and became a rule; on some "
        "evenings more people stand than sit.",
        "The audience on the first night was mixed, in age and in opinion. Two rows left at the interval and came back with their "
        "neighbours.",
        "There is soup afterwards, as always. The recipe hangs in the foyer and changes with what the market gives away on Saturday.",
    ),
    "Sport": (
        "The club was founded by ferrymen who wanted to know who was faster, and the question has been open ever since. It has four "
        "hundred members, half of them under eighteen, and a boathouse that needs a roof.",
        "Training starts at five in the morning because the water is calm and because at seven it belongs to the ferries. Breakfast is "
        "taken in the lock keeper's kitchen; it counts as part of the programme.",
        "The season has eleven more dates. Whoever wants to watch does best from the north mole, where the wind is worst and the view "
        "is free.",
        "The trainer did not want to speak of a turning point. “We had a good day,” he said, and then, after a while, “a very good one.”",
    ),
}

LISTS: Final[dict[str, tuple[str, ...]]] = {
    "City": (
        "Start: the first Monday of next month",
        "Detour: tram 2 and bus 11 by way of Ferry Street",
        "Questions: town hall, counter 3",
    ),
    "Harbour": ("High water on Sunday: 6:42 and 19:03", "Small basin closed until Thursday", "Pilots on channel 12"),
    "Politics": ("In favour: 21", "Against: 19", "Absent, with excuse: 1"),
    "Economy": ("Firms that took part: 214", "New places to learn a trade: 31", "Next survey: in spring"),
    "Science": ("Points measured: 19", "Dives: 112", "Years in the row: 95"),
    "Culture": ("Begins at half past seven", "Box office from five", "Standing is free"),
    "Sport": ("Home: Saturday, three o'clock", "Away: Port Osk, the Wednesday after", "Tickets at the boathouse"),
}
