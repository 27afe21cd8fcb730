//! The words that tell what a statement does, grouped by what they were taken to mean.
//!
//! Each group adds its weights (log odds) to the kinds it speaks for, once, however many of its phrases are found.
//! They are set by hand from how English discussions are led; none names a subject, a person or a thread.
//! In phrases, `#` is any number, `*` up to five words, and `@name` any word of a class of [`CLASSES`].

use super::words::{Set, Table};
use crate::map::StatementKind::{
    self, Claim, Concession, Crux, Definition, Evidence, Meta, Premise, Proposal, Question, Smalltalk,
};
use std::{collections::BTreeMap, sync::LazyLock};

/// Phrases that mean the same.
pub(super) struct Group {
    /// What they were taken to mean, to stand after the words: "“I grant” admits a point".
    pub says: &'static str,
    /// Where they must stand.
    pub at: At,
    /// What they add to which kinds.
    pub weights: &'static [(StatementKind, f32)],
    /// The phrases, with `; ` between them.
    pub phrases: &'static str,
}

/// Where a phrase must stand in its statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    Start,
    Anywhere,
}
use At::{Anywhere, Start};

/// A shorter way to write the table.
const fn group(says: &'static str, at: At, weights: &'static [(StatementKind, f32)], phrases: &'static str) -> Group {
    Group { says, at, weights, phrases }
}

/// The table.
pub(super) static GROUPS: &[Group] = &[
    group(
        "announces the crux",
        Anywhere,
        &[(Crux, 6.0)],
        "crux; cruxes; cruxy; part ways; where we differ; where we actually differ; \
         where we really differ; where we disagree; \
         where i think we disagree; where we diverge; where our views diverge; \
         get off the train; get off the boat; the real question; the key question; the core question; \
         the central question; the crucial question; the real issue; the real disagreement; \
         the core disagreement; our actual disagreement; our disagreement is; the whole disagreement; \
         what actually decides; what decides it; what it comes down to; it comes down to; \
         this comes down to; all comes down to; it boils down to; this boils down to; all boils down to; \
         everything hinges on; hinges on; everything turns on; it turns on; it all turns on; \
         stands or falls with; stands or falls on; everything depends on; it all depends on; \
         is the whole argument; is the whole debate; hangs off; hangs on that; \
         hangs on whether; the load bearing; load bearing assumption; the point of contention; \
         what divides us; what separates us; the sticking point; the deciding factor; \
         what we disagree about; what we really disagree; where we come apart; the question that matters; \
         the only question that matters; the fork in the road; where you lose me; where you and i differ; \
         where you and i part; is the nub; the heart of it; the heart of the matter; the heart of our; \
         the thing we disagree; the difference between us; rests entirely on; rests on that one",
    ),
    group(
        "says what would change a mind",
        Anywhere,
        &[(Crux, 5.0)],
        "change my mind; changes my mind; change my view; change your mind; change your view; would move me; \
         would convince me; would persuade me; would sway me; if you convinced me; if you could convince me; \
         if you persuaded me; if you showed me; if you could show me; if somebody could show me; \
         if someone could show me; if someone showed me; if somebody showed me; if anyone could show me; \
         show me * and i'll; show me * and i will; eat my words; eat my hat; i'd drop; \
         i'd abandon; i'd give up; i'd withdraw; i'd retract; i'd change; i'd switch; \
         i would switch; i'd reverse; i'd come around; i'd flip; i would drop; i would abandon; \
         i would withdraw; i would change; i'd happily; i would happily; i'd gladly; i'll happily; \
         i'm on board; i'd be on board; i'll concede; i'd concede; i would concede; i'd be convinced; \
         i would be convinced; i'd be persuaded; i'd be wrong; i'd update; i would update; i'll change; \
         i'll drop; would take me to; would take me from; would bring me; would get me to; i'd come over; \
         i'd side with; would make me reconsider; make me reconsider; i'd reconsider; i would reconsider; \
         i'd believe you; you win; i lose; i'd fold; i'd sign; i'll sign; i'm with you; i'd be with you; \
         i'll come round; i'd come round",
    ),
    group(
        "supposes that the writer believed it",
        Start,
        &[(Crux, 1.5)],
        "if i believed; if i thought; if i came to; if i became convinced; if i were convinced; \
         if i was convinced; were i convinced; if i agreed; if i saw",
    ),
    group(
        "puts the question",
        Anywhere,
        &[(Crux, 1.2), (Question, 0.3)],
        "the question is whether; the question is how; question is",
    ),
    group(
        "names what the dispute is about",
        Anywhere,
        &[(Crux, 4.6)],
        "the @decisive @issue; our @decisive @issue; the @decisive @dispute; we * disagree about; we * disagree on; we * differ on; we * differ about; we disagree about; we differ on; our disagreement; our @dispute is; the @dispute lies; the @dispute is about; disagreement * lives; disagreement * lies; @hinge on; @hinge upon; @rest on @asked; @come down to; everything else * from; everything else * on; everything else * off; stand or fall with; is where the disagreement; is where our disagreement",
    ),
    group(
        "says what would sway the writer",
        Anywhere,
        &[(Crux, 4.4)],
        "would @sway me; could @sway me; @sway my @mind; @sway * @mind if; @sway me that * and; would @sway my; you have my vote; i stay where i am; i'll stay where i am; i'm staying put; it would take * to @sway; what would it take; the open question; where i don't follow; where i stop following; would be enough for me; i'd be happy to drop; i'd delete; i'd recant",
    ),
    group(
        "says that the case would fall",
        Anywhere,
        &[(Crux, 2.2)],
        "my @argument @collapse; my whole @argument; my entire @argument; the whole @argument @collapse",
    ),
    group(
        "grants the point",
        Anywhere,
        &[(Concession, 2.6)],
        "i @grant; i do @grant; i'll @grant; i'd @grant; i can @grant; i must @grant; i have to @grant; i @slip; i had @slip; it's true that; it is true that; true enough; @no @quarrel; can't rule that out; can't rule it out; can't deny; cannot deny; can't argue with; won't deny; don't deny; hard to argue; no denying; @weaken my; against my @argument; a @good @point; an excellent @point; hadn't @thought; didn't know; did not know; wasn't aware; had not @thought; haven't @thought; didn't @thought; i was @wrong; you're * right; you got me; you've got me; that part i accept; i'd soften; i'd tone",
    ),
    group(
        "speaks about the discussion",
        Anywhere,
        &[(Meta, 2.0)],
        "@this @comment; i'll @respond; i will @respond; talking about the same; talking past; you @misread; you've @misread; @misread me; @misread my; didn't answer; did not answer; you didn't address; answer my question; into two; reposting; crossposting; tldr; i've only read; haven't read; have not read; background first; some background; more below; as promised",
    ),
    group(
        "speaks about the discussion",
        Start,
        &[(Meta, 2.4)],
        "let me; let's @step; lets @step; caveat; note that i; for context; background; first some; a few clarifications; quick note; i'm splitting; i'm going to; point by point; in order; one by one; not sure we're",
    ),
    group(
        "speaks of himself",
        Start,
        &[(Meta, 1.6)],
        "i work; i'm a; i'm an; i am a; i am an; i run a; i teach; i do * work; as a * i; i live; i'm from; i come from",
    ),
    group(
        "passes the time of day",
        Anywhere,
        &[(Smalltalk, 2.8)],
        "my @home; greetings; hope you; hope your; love your; happy birthday; good luck; sorry for the late; sorry for the slow; late answer; sorry for typos; sorry for the typos; apologies for the typos; late reply; slow reply; moving house; username; more later; brb; back to work; nice weather; on holiday; on vacation; the kettle's; the kettle; enjoyed it; enjoyed this; enjoyed reading; best thread; great read; off to",
    ),
    group(
        "says what should be done",
        Anywhere,
        &[(Proposal, 2.4)],
        "@who should @act; should @act; ought to @act; my suggestion; my recommendation; one option is; a pilot; instead of * we; i'd @act; i would @act; needs to @act; have to @act first",
    ),
    group(
        "says what should be done",
        Start,
        &[(Proposal, 2.8)],
        "let's; lets; proposal; suggestion; my suggestion; my proposal; my preference is",
    ),
    group(
        "puts a proposal as a question",
        Start,
        &[(Proposal, 5.6)],
        "why don't we; why not just; why not simply; how about we; how about a; what if we; could we just; can we just; shouldn't we just",
    ),
    group(
        "says what a word is to mean",
        Start,
        &[(Definition, 3.6)],
        "a * is a; a * is an; an * is a; an * is an; by * i mean; when i say; here i mean; i mean by; to be precise about",
    ),
    group(
        "says what a word is to mean",
        Anywhere,
        &[(Definition, 1.6)],
        "here means; i mean that; i mean the; i'm talking about; meaning that; in the strict sense; in a narrow sense; what counts as",
    ),
    group(
        "tells how something changed",
        Anywhere,
        &[(Evidence, 1.2)],
        "@rose by; @rose to; @rose from; went from; from # to #; @rose; went up; went down; came in at; when * tried",
    ),
    group(
        "tells what was tried or seen",
        Anywhere,
        &[(Evidence, 2.0)],
        "i @tested; we @tested; they @tested; i've @tested; we've @tested; that i @tested; found that; finds that; found leaks; found no",
    ),
    group(
        "says how things are in general",
        Anywhere,
        &[(Premise, 0.7)],
        "rarely; seldom; generally; typically; hardly; in general; by and large; as a rule; nearly all; almost all; almost every; whatever they; it takes",
    ),
    group(
        "grants the point",
        Start,
        &[(Concession, 3.6)],
        "fair; fair enough; agreed; i agree; i fully agree; i completely agree; i mostly agree; i do agree; \
         granted; i'll grant; i'd grant; i grant; i will grant; true; you're right; you are right; \
         point taken; good point; good question; good catch; good call; mostly; i was wrong; \
         i stand corrected; my bad; my mistake; i should've; i should have; i take back; i'll take back; \
         i retract; i withdraw; i concede; i'll concede; i admit; i'll admit; admittedly; touché; ha fair; \
         fine; ok i'll; okay i'll; ok fair; okay fair; that's fair; that's true; that is true; that is fair; \
         that's right; that is right; that's a good; that is a good; \
         that's a fair; that's good; that is good; that's impressive; i don't disagree; \
         i do not disagree; no argument; no disagreement; no quarrel; i accept; i'll accept; conceded; \
         guilty; yes you're right; so yes; yes that; yes fair; yes; yep; yeah; absolutely; exactly; \
         i overstated; i was too; i misread; i misspoke; i understand that; i see that; \
         i see your; i get that; i'm not claiming; i am not claiming; i'm not saying; i am not saying; \
         i don't claim; to your credit; credit where; sure; well put; well said; correct; \
         i was out of date; you got me; you have me; without a doubt; \
         i completely",
    ),
    group(
        "grants the point",
        Anywhere,
        &[(Concession, 2.9)],
        "is right that; are right that; was right that; is right about; are right about; was right about; \
         you're right that; is fair; i'd downgrade; i'll downgrade; i'd soften; \
         i'll soften; i'd weaken; \
         than i let on; than i thought; than i'd assumed; not sure anymore; not sure any more; but yes; then yes; i'd had; i had been; i'd been; \
         not so sure anymore; no longer sure; i had that wrong; i got that wrong; i was wrong; \
         i'll give you; i give you that; i agree that; i agree with you; i agree with this; \
         agree on that; i do agree; does help; fair point; you have a point; has a point; \
         have a point; i didn't think of; didn't think of; \
         hadn't thought of; hadn't considered; i overlooked; i missed that; you're correct; is correct that; \
         grudgingly; credit to; i'd missed; my mistake; i take that back; \
         i withdraw",
    ),
    group(
        "thanks",
        Anywhere,
        &[(Smalltalk, 3.0)],
        "thanks for; thanks so; thanks again; thanks all; thanks everyone; thanks in advance; many thanks; thank you; thx; cheers; ta; much appreciated; i appreciate; kudos; congrats; \
         congratulations; well done; props to; appreciate your; appreciate the; \
         great thread; love this; loving this; enjoying this",
    ),
    group(
        "talks of other things",
        Anywhere,
        &[(Smalltalk, 3.0)],
        "bedtime; good night; goodnight; my cat; my dog; my kid; \
         on mobile; my phone; on my phone; line breaks; the keyboard; \
         expect slow; slow answers; slow replies; be gentle; off topic; \
         happy new year; happy holidays; have a good; see you; gotta go; got to go; heading out; back later; \
         typing this; at the airport; long weekend; autocorrect; lurker; \
         first time poster; long day; who keeps; popcorn",
    ),
    group(
        "thanks",
        Start,
        &[(Smalltalk, 3.0)],
        "thanks; thx; love the username; love the analogy; love the example; best comment",
    ),
    group("an afterthought", Start, &[(Smalltalk, 1.2), (Meta, 0.5)], "p s; ps; unrelated; btw; side note"),
    group(
        "speaks about the discussion",
        Anywhere,
        &[(Meta, 2.6)],
        "let me try; let me explain; let me be clear; let me start; let me clarify; \
         let me write; let's write it; i'll try to; i will try to; \
         tease apart; in my post; my last comment; \
         my previous comment; your last comment; your previous; edited; edited to; i edited; \
         genuine question; honest question; serious question; rerun done; circling back; coming back to; \
         back to; you skipped; you missed; you ignored; discount accordingly; same page; i'll come back; \
         for context; some context; a bit of context; \
         i leave it; sorry for the; apologies for; what i said; \
         someone asked; somebody asked; several people asked; you asked; i asked; \
         is up to you; explain my side; happy to discuss; happy to elaborate; clarify; claims here; \
         points here; disentangle; talking past; being conflated; \
         i'm writing; my background; speaking as; disclosure; disclaimer; caveat; caveats; \
         not an expert; i'm not an; just a hunch; a hunch; hope this helps; see above; see below; as i said; \
         as i wrote; tl dr; in summary; to summarize; to sum up; broad strokes; \
         ",
    ),
    group(
        "announces what follows",
        Start,
        &[(Meta, 2.6)],
        "two reasons; three reasons; a few reasons; some reasons; several reasons; two points; three points; \
         two things; three things; a few things; a couple of things; a few points; some thoughts; \
         a few thoughts; quick thoughts; numbers for; specifically; here's my; here is my; here's the; \
         first let; textbook; long time; lurker; full disclosure; since the; since you; \
         for what it's worth i; not quite what i; that's not what i; that isn't what i; \
         look at",
    ),
    group(
        "says what a word is to mean",
        Anywhere,
        &[(Definition, 3.0)],
        "by * i mean; by * we mean; i mean by; i define; we define; define; defined as; is defined; \
         the definition of; my definition; definition; what i call; what i mean by; when i say; when we say; \
         i use the word; i use the term; the word; the term; refers to; is shorthand for; means simply; \
         just means; stands for; in the sense of; counts as; is a synonym",
    ),
    group(
        "says what should be done",
        Anywhere,
        &[(Proposal, 3.0)],
        "i propose; i'd propose; i would propose; i suggest; i'd suggest; i would suggest; my proposal; \
         the proposal; draft position; new draft; i'd recommend; i recommend; i would recommend; we should; \
         you should; they should; we ought to; you ought to; let's just; we need to; \
         we have to; we must; i'd support; i would support; i'd back; i'd cut; i'd rather we; why don't we; \
         why not just; how about; what about we; what i'd want; what i want; \
         the thing to do; the fix is; the fix would; the solution is; a better approach; the right approach; \
         i'd vote for; i vote for; should require; should be required; should not be allowed; should stop; \
         should start; better would be; needs to be; someone should; somebody should; labs should; \
         governments should",
    ),
    group(
        "points to a source",
        Anywhere,
        &[(Evidence, 2.6)],
        "according to; http; https; www; arxiv; doi; et al; a study; studies; a paper; a survey; a report; reported; reports that; \
         meta analysis; published; table #; figure #; page #; numbers from; figures from; data from; see also; was measured; researchers; officials; experts say; a census",
    ),
    group(
        "speaks of data",
        Anywhere,
        &[(Evidence, 1.0)],
        "the data; the dataset; the study; the paper; the survey; the report; the source; statistics; timeline; the census; the memo; memo",
    ),
    group(
        "tells what was tried or seen",
        Anywhere,
        &[(Evidence, 2.2)],
        "i ran; we ran; i reran; i tested; we tested; i tried; we tried; i counted; we counted; i measured; \
         we measured; i surveyed; i asked * people; i checked; we checked; i looked up; i computed; \
         i calculated; i simulated; i replicated; i split; i typed; i timed; i logged; on my team; \
         in my experience; at my last; at my old; at my job; at my previous; \
         where i worked; i used to work; at our shop; my broker; \
         my employer; my company; my hospital; my school; my clinic; my landlord; my neighbour; my neighbor; \
         a friend of mine; my brother; my sister; last year; last month; last week; last spring; \
         last summer; last autumn; last winter; years ago; months ago; there is precedent; in practice; \
         per cent of; so far; in the runs; took part; respondents",
    ),
    group(
        "makes up a case",
        Anywhere,
        &[(Evidence, 1.9)],
        "suppose; imagine; picture; consider a; consider the case; say there's; say there is; say you; \
         let's say; thought experiment; hypothetically; take a; take the case; picture a; assume a",
    ),
    group(
        "gives an example",
        Anywhere,
        &[(Evidence, 0.9), (Premise, 0.3)],
        "for example; for instance; e.g; such as; case in point; an example",
    ),
    group(
        "calculates",
        Anywhere,
        &[(Evidence, 0.8)],
        "average of; on average; median; mean of; standard error; standard deviation; standard deviations; \
         confidence interval; the interval; correlation; p value; sharpe of; payoffs; payoff; volatility; \
         drawdown; per year; a year; percent; accuracy; runs; sample; baseline; n; odds of; times #; # x #; \
         # times; levering; levered; discount; error bars; # points; # percent; # out of #; # of #; gives #",
    ),
    group(
        "states a view",
        Anywhere,
        &[(Claim, 1.3)],
        "i think; i don't think; i do not think; i do think; i believe; i don't believe; i'd say; \
         i would say; i'd guess; i would guess; my guess is; i'd bet; i bet; i'd call; i would call; \
         i suspect; i doubt; i expect; i'd expect; in my view; in my opinion; imo; imho; my claim; my view; \
         my position; so my position; my point is; my argument is; the claim is; i'd argue; i would argue; \
         i maintain; it seems to me; seems to me; i'm convinced; i am convinced; i'm skeptical; \
         i'm sceptical; i find it; i wouldn't; i don't buy; i reject; i still; i'd still; still think; \
         still say; still believe; i'd still say; i prefer; i'm not convinced; \
         i'm confident; i don't see",
    ),
    group(
        "concludes",
        Start,
        &[(Claim, 1.5)],
        "so; therefore; thus; hence; so my; so the; in short; overall; in other words; which means; \
         that means; this means; it follows; so no; ergo; consequently; for this reason",
    ),
    group(
        "sets against",
        Start,
        &[(Claim, 0.9)],
        "but; however; still; yet; no; nope; that said; on the contrary; actually; instead; not exactly; \
         also your; even if; even so; nonetheless; nevertheless; rather; and yet; or",
    ),
    group(
        "denies",
        Anywhere,
        &[(Claim, 0.6)],
        "isn't; is not; aren't; are not; doesn't; does not; won't; wasn't; not because; nothing but; can't; \
         cannot; didn't",
    ),
    group(
        "judges",
        Anywhere,
        &[(Claim, 0.7)],
        "wrong; backwards; misleading; unproven; overstated; understated; out of thin air; the right; \
         the wrong; the fair; better than; worse than; more important; dangerous; safer; great for; \
         meaningless; useless; nonsense; a mistake; the best; the worst; not enough; enough to; \
         the point is; clearly; obviously; of course; certainly; definitely; surely; the problem is; \
         matters; doesn't matter; no reason; pretty awful; quite good; pretty good; good for; bad for; \
         tractable; inevitable; impossible; harmless; preferable; unlikely; likely to; \
         proves; proof; good thing",
    ),
    group(
        "foresees",
        Anywhere,
        &[(Claim, 0.5)],
        "will; won't; would be; is going to; are going to; going to; within a year; within # years; by 20#; \
         would still",
    ),
    group(
        "gives a reason",
        Start,
        &[(Premise, 2.2)],
        "because; the reason; after all; since; given that; for one thing; \
         that assumes; this assumes; it assumes; firstly; secondly",
    ),
    group(
        "gives a reason",
        Anywhere,
        &[(Premise, 0.3), (Claim, 0.3)],
        "because; the reason is; due to; thanks to; as long as; in order to; which is why; it has to; \
         it can't; assumes that",
    ),
    group(
        "says how things are",
        Anywhere,
        &[(Premise, 0.7)],
        "there's; there is; there are; they; you can; you can't; it takes; people who; plenty of; nobody; \
         no one; everyone; everybody; most; many; usually; often; always; never; tend to; tends to; needs; \
         need; costs; depends; every; if you; tells you; tell you; has to; have to",
    ),
    group(
        "narrows",
        Anywhere,
        &[(Premise, 0.2), (Concession, 0.3)],
        "at least for; only for; except; unless; to some extent; not always",
    ),
    group(
        "asks",
        Anywhere,
        &[(Question, 0.5)],
        "do you disagree; do you agree; do you see; would you; could you; why would; what would; how would; \
         does it; is there any; why is; how do",
    ),
];

/// Words that may stand for each other in phrases, by the name of their class.
static CLASSES: &[(&str, &str)] = &[
    (
        "@decisive",
        "real actual decisive deciding crucial key core central pivotal deeper deepest underlying fundamental essential only whole true ultimate root",
    ),
    ("@issue", "question issue disagreement difference dispute divide uncertainty unknown variable sticking"),
    ("@dispute", "disagreement difference dispute divide"),
    ("@sway", "change flip shift move sway convince persuade turn win budge convert"),
    ("@mind", "mind view views position opinion vote answer estimate conclusion verdict stance"),
    ("@hinge", "hinges hinge pivots pivot"),
    ("@rest", "turns turn rests rest hangs hang rides depends depend"),
    ("@asked", "whether how who what which that this one"),
    ("@come", "comes come came boils boil reduces narrows"),
    ("@argument", "objection argument case position claim view worry concern point complaint"),
    ("@collapse", "evaporates evaporate collapses collapse falls fails disappears dies dissolves vanishes crumbles"),
    ("@grant", "grant concede accept admit acknowledge recognise recognize"),
    ("@good", "legitimate valid reasonable fair good sound strong excellent great serious decent right helpful"),
    (
        "@point",
        "point worry criticism concern objection question argument catch correction challenge observation hit shot",
    ),
    ("@thought", "thought considered realised realized noticed known seen looked accounted appreciated checked"),
    (
        "@slip",
        "overstated exaggerated misread misremembered misspoke oversold overreached conflated confused forgot missed overlooked misjudged underestimated",
    ),
    ("@wrong", "wrong mistaken sloppy careless unfair hasty imprecise unclear too"),
    ("@no", "no little zero"),
    ("@quarrel", "dispute argument quarrel disagreement objection"),
    ("@weaken", "weaken weakens undermine undermines hurts dents damages undercuts"),
    ("@this", "my your this the that these above last previous other earlier"),
    ("@comment", "comment comments reply replies post thread message discussion exchange subthread"),
    ("@respond", "respond reply answer come get try explain elaborate stick stop skip address start keep leave"),
    ("@misread", "misread misunderstood misunderstand misquoted ignored skipped dodged missed"),
    ("@step", "step take look talk go start be see unpack recap back write"),
    (
        "@who",
        "we you they he she i someone somebody everyone everybody people city council government governments state states congress parliament schools labs companies authors moderators regulators courts banks employers",
    ),
    (
        "@act",
        "add adopt abolish allow ask audit ban begin build cap charge check close compare consider cut defer delay drop expand focus force forbid freeze fund give hire hold impose introduce invest keep limit make measure meter move negotiate open oblige pause pay phase pick pilot postpone prioritise prioritize publish push put raise reduce reform regulate remove repeal replace report require rerun review run scrap set share show sign spend split start stop subsidise subsidize switch take tax test track train treat try use wait work write",
    ),
    (
        "@home",
        "train bus flight kettle dentist kids kid baby toddler cat dog lunch dinner breakfast coffee tea beer bed phone keyboard laptop battery wifi birthday exam boss wife husband partner mother landlord neighbours daughter son shift",
    ),
    (
        "@rose",
        "rose fell dropped climbed increased decreased declined doubled tripled halved grew shrank jumped slipped quadrupled plummeted surged",
    ),
    (
        "@tested",
        "ran reran tested tried counted measured surveyed checked computed calculated simulated replicated sampled timed logged recorded tracked compared plotted polled interviewed called",
    ),
];

/// The members of each class.
static MEMBERS: LazyLock<Table<&'static str, Set<&'static str>>> = LazyLock::new(|| {
    let members = |words: &'static str| words.split(' ').collect();
    CLASSES.iter().map(|&(name, words)| (name, members(words))).collect()
});

/// Whether `word` may stand where a phrase has `part`: the word itself, any number for `#`, a member for a class.
pub(super) fn fits(word: &str, part: &str) -> bool {
    match part.as_bytes() {
        b"#" => word.starts_with(|it: char| it.is_ascii_digit()),
        [b'@', ..] => MEMBERS.get(part).is_some_and(|it| it.contains(word)),
        // Most words differ in the first letter, and telling that needs no call.
        [first, ..] => word.as_bytes().first() == Some(first) && word == part,
        [] => word.is_empty(),
    }
}

/// A phrase of a group, without its first word.
pub(super) struct Phrase {
    /// The place of its group in [`GROUPS`].
    pub group: usize,
    pub rest: Vec<&'static str>,
    /// The first byte of the next word, where there is one and it is neither a number nor of a class.
    next: Option<u8>,
}

impl Phrase {
    fn new(group: usize, rest: Vec<&'static str>) -> Self {
        let next = rest.first().and_then(|it| it.bytes().next()).filter(|it| !b"#@*".contains(it));
        Self { group, rest, next }
    }

    /// Whether it can go on with `word`: most cannot, and telling that is quick.
    pub(super) fn may_go_on(&self, word: &str) -> bool {
        self.next.is_none() || self.next == word.bytes().next()
    }
}

/// The phrases of [`GROUPS`] by their first word, the longest first.
pub(super) static INDEX: LazyLock<Table<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut index: BTreeMap<&'static str, Vec<Phrase>> = BTreeMap::new();
    for (number, group) in GROUPS.iter().enumerate() {
        for phrase in group.phrases.split("; ") {
            let mut parts = phrase.split(' ');
            let first = parts.next().unwrap_or(phrase);
            let rest: Vec<&str> = parts.collect();
            let words = CLASSES.iter().find(|it| it.0 == first).map_or(first, |it| it.1);
            for word in words.split(' ') {
                index.entry(word).or_default().push(Phrase::new(number, rest.clone()));
            }
        }
    }
    for phrases in index.values_mut() {
        phrases.sort_by_key(|it| std::cmp::Reverse(it.rest.len()));
    }
    index.into_iter().collect()
});

/// Verbs that tell somebody to do something when they open a sentence and an object follows.
const IMPERATIVES: &str = "add adopt allow ask assign audit ban build charge check cite compare count cut drop fund give hire \
    keep let limit make measure move pay pick plot post publish put raise randomise randomize regress \
    remove repeat replace report require rerun run sample send set show split start stop take tax test \
    train try use write";

/// Whether a word tells somebody to do something when it opens a sentence.
pub(super) fn is_imperative(word: &str) -> bool {
    !word.is_empty() && IMPERATIVES.split(' ').any(|it| fits(word, it))
}
