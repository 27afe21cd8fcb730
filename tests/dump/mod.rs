//! A thread for tests of where comments start.

/// Paragraphs of several people with nothing between them.
pub const DUMP: &str = "\
I think the library should open on Sundays, because half the town works on Saturdays.[1]
- ^
Counted at the door in March: 212 visits on the one Sunday we tried.
I disagree. A Sunday needs four people on double pay, and that is the whole budget for new books.
If it turned out that most Sunday visitors never come on other days, I'd change my mind.
The harbour ferry is a different matter. Tickets went up twice since the engine was replaced, so fewer boats run.
Volunteers could run the desk, as they do at the museum.
Thanks for asking! What do you think?
Yes, volunteers would do. But nobody trained them, so the first month is lost.
> Volunteers could run the desk
They could, if somebody paid for the training. The museum pays 40 a head.
";
