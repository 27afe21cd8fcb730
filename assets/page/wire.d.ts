// What goes over the network. Written by `UPDATE=1 cargo test --test serve wire` from the types in Rust.

/** Asks for a seat: the body of `POST /join`. */
export type Join = {
  /** The code of the room. */
  code: string;
  /** The name, or pseudonym. */
  name: string;
  /** To take part or to look on. */
  role: Role;
  /** Whether one's own shift may be told by name. */
  be_named?: boolean;
};

/** What a seat is for. The facilitator has none, but may take one to answer along. */
export type Role =
  /** Answers, talks, proposes. */
  | "participant"
  /** Looks on. */
  | "observer"
  /** Takes notes, and enters for who cannot. */
  | "scribe";

/** Asks for a seat that one had, on another device or with a key that is lost: the body of `POST /back`. */
export type Back = {
  /** The code of the room. */
  code: string;
  /** The code that the facilitator gave for the seat. */
  seat_code: string;
};

/** What both are answered with if all is well. */
export type Seated = {
  /** The key of the seat, for the page to keep: 32 hexadecimal digits. */
  token: string;
};

/** Why not, in a sentence to show: the answer of every request that fails. */
export type Told = {
  /** The sentence. */
  why: string;
};

/** The first message on a socket. */
export type Hello =
  /** The key of a seat. */
  | { token: string }
  /** The code of the room: to see what the wall shows. */
  | { wall: string };

/** Every later message on the socket of a seat. It can hold nothing but what a seat may do. */
export type Message = {
  /** A number, by which the answer is known. */
  nth: number;
  /** What the seat does. */
  does: SeatCommand;
};

/** What a seat can do: what is read from the network's JSON. */
export type SeatCommand =
  /** Answers; sealed until it is revealed. */
  | { enter: Sealed }
  /** Enters what somebody said. Only the scribe. */
  | { enter_for: {
    seat: SeatId;
    what: Sealed;
  } }
  /** Raises the hand. */
  | { raise: Hand }
  /** Takes the hand down. */
  | "lower"
  /** Gives the floor back. */
  | "end_turn"
  /** Says what somebody else holds. */
  | { say_back: {
    of: SeatId;
    text: string;
  } }
  /** Judges what somebody said of one's own view. */
  | { judge: {
    paraphrase: ParaphraseId;
    verdict: Verdict;
    missed?: string;
  } }
  /** Proposes something for the map. */
  | { propose: Proposed }
  /** Says whether one's own shift may be told by name. Counts for all rounds, also earlier ones. */
  | { be_named: boolean }
  /** Keeps something for later. */
  | { park: string }
  /** Notes what somebody is to do; who may be empty. Only the scribe. */
  | { act: {
    text: string;
    who?: string;
  } }
  /** Notes what was said, on an item or on none. Only the scribe. */
  | { note: {
    text: string;
    item?: ItemId;
  } };

/** What somebody raises a hand for. */
export type Hand =
  /** A new point. */
  | "new_point"
  /** A direct reply to somebody. */
  | { reply: SeatId }
  /** How the discussion goes. */
  | "process";

/** A number that names one, counted from 1. */
export type SeatId = number;

/** A number that names one, counted from 1. */
export type ItemId = number;

/** A number that names one, counted from 1. */
export type ParaphraseId = number;

/** What is proposed. */
export type Proposed = {
  /** Which kind of thing. */
  kind: ProposedKind;
  /** What it says; for a crux the question. */
  text: string;
  /** Words of a source, for evidence; may be empty otherwise. */
  quote?: string;
  /** The item it is about. */
  about?: ItemId;
  /** What a claim or evidence does to that item. */
  side?: Side;
};

/** A kind of proposal. */
export type ProposedKind =
  /** A claim. */
  | "claim"
  /** Evidence, with a quote. */
  | "evidence"
  /** A question on which a view of the item turns. */
  | "crux";

/** What something does to an item. */
export type Side =
  /** Speaks for it. */
  | "for"
  /** Speaks against it. */
  | "against";

/** What is kept from everybody else until the facilitator reveals it to all at once. */
export type Sealed =
  /** An answer in the open round; a later one replaces it. */
  | { round: {
    round: RoundId;
    answer: Answer;
  } }
  /** An answer on a crux question. */
  | { crux: {
    crux: CruxId;
    answer: CruxAnswer;
  } }
  /** A vote. */
  | { poll: {
    poll: PollId;
    vote: Vote;
  } };

/** An answer in a round. */
export type Answer = {
  /** How likely. */
  said: Said;
  /** Why; may be empty. */
  reason?: string;
};

/** What somebody answers when asked how likely a claim is. */
export type Said =
  /** A credence from 1 to 99 %. */
  | { percent: number }
  /** They do not know. */
  | "dont_know"
  /** The question is not clear enough to answer. */
  | "unclear";

/** An answer on a crux question: words first, numbers if wanted. */
export type CruxAnswer = {
  /** Whether they would change their mind. */
  would: Would;
  /** The credences, if they give any. */
  numbers?: Numbers;
};

/** Credences around a crux question Q of a claim X, in percent from 1 to 99. */
export type Numbers = {
  /** P(X); left out, the person's last answer on the claim counts. */
  p?: number;
  /** P(Q). */
  q: number;
  /** P(X|Q). */
  a: number;
  /** P(X|not Q). */
  b: number;
};

/** Whether somebody would change their mind about a claim if a question were answered the other way. */
export type Would =
  /** Yes. */
  | "yes"
  /** In part. */
  | "partly"
  /** No. */
  | "no"
  /** They cannot tell. */
  | "unsure";

/** A number that names one, counted from 1. */
export type CruxId = number;

/** A number that names one, counted from 1. */
export type PollId = number;

/** A number that names one, counted from 1. */
export type RoundId = number;

/** A vote: one entry for each option. */
export type Vote =
  /** Where they stand. */
  | { stance: Stance[] }
  /** How much hangs on it, from 0 to 4. */
  | { impact: number[] }
  /** How many dots. */
  | { dots: number[] };

/** Where somebody stands. */
export type Stance =
  /** For it. */
  | "agree"
  /** Against it. */
  | "disagree"
  /** Neither. */
  | "pass";

/** Whether somebody finds their view said back rightly. */
export type Verdict =
  /** Yes. */
  | "yes"
  /** Mostly. */
  | "mostly"
  /** No. */
  | "no";

/** What the server sends, but for views. */
export type Reply =
  /** The message with this number was done, and is kept. */
  | { done: number }
  /** The message with this number was not done. */
  | { refused: {
    /** Its number; 0 if it could not be read. */
    nth: number;
    /** Why, in a sentence to show. */
    why: string;
  } }
  /** The socket is not let in. */
  | { out: {
    /** Why, in a sentence to show. */
    why: string;
    /** Whether the key fits no seat, and should be forgotten. */
    forget: boolean;
  } }
  /** The socket is alive; the time, in milliseconds since 1970. */
  | { tick: number };

/** The seats, on the socket of one: before the first view, and whenever they change. */
export type Around = {
  seats: SeatView[];
};

/** A seat as others see it. */
export type SeatView = {
  /** Its number. */
  seat: SeatId;
  /** What it is called. */
  name: string;
  /** What it is for. */
  role: Role;
  /** Whether somebody is there. */
  here: boolean;
  /** Whether the facilitator has taken it away; only the facilitator is told of such seats. */
  removed?: boolean;
};

/** What a socket is shown. The seats are not in it: they come as `Around`. */
export type Seen = {
  view: View;
  door?: DoorView;
};

/** How people come in, for the wall. */
export type DoorView = {
  /** The address of the page. */
  address: string;
  /** The code of the room. */
  code: string;
  /** Both, as a QR code. */
  qr: Qr | null;
};

/** A square of dark and light modules, without the light rim of 4 modules that has to stand around it. */
export type Qr = {
  /** The rows from the top, `1` for each dark module and `0` for each light one. */
  rows: string[];
};

/** All that a viewer may see of a session. */
export type View = {
  /** The number of the last event: a view with a higher one is newer. */
  seq: number;
  /** How far the session has come. */
  standing: Standing;
  /** What it is called. */
  title: string;
  /** What the form of the discussion is called. */
  form: string;
  /** How it goes. */
  settings: Settings;
  /** Whether nobody new comes in. */
  locked: boolean;
  /** The phase that runs. */
  phase: PhaseView | null;
  /** Who is there. */
  here: Here;
  /** Who sits together: all groups for the facilitator and the wall, one's own for a seat. By name. */
  groups: string[][];
  /** The round that can be answered. */
  round: OpenRound | null;
  /** The agenda, with what was shown. */
  items: ItemView[];
  /** The tests of cruxes. */
  cruxes: CruxView[];
  /** The votes. */
  polls: PollView[];
  /** The hands that are up, in the order in which they should be heard. */
  queue: HandView[];
  /** Who has the floor. */
  floor: FloorView | null;
  /** How long people have talked: for the facilitator, and the wall where that is set. */
  talk: Talked[];
  /** The views that were said back; none for the wall. */
  paraphrases: ParaphraseView[];
  /** The proposals: all for the facilitator, otherwise one's own and those decided on. */
  proposals: ProposalView[];
  /** What is kept for later. */
  parked: string[];
  /** What is to be done, and by whom. */
  to_do: [string, string][];
  /** The notes: the scribe's for all but the wall, the facilitator's own for nobody else. */
  notes: NoteView[];
  /** The seats, to speak to them; none for the wall. */
  seats: SeatView[];
  /** The seat that looks. */
  you: You | null;
  /** What somebody who came late has missed, until they have answered something. */
  missed: string[];
};

/** The test of a question as a crux. */
export type CruxView = {
  /** Its number. */
  crux: CruxId;
  /** On what. */
  item: ItemId;
  /** The question. */
  question: string;
  /** How many have answered. */
  answered: number;
  /** Of how many that have, or are waited for. */
  of: number;
  /** What the viewer has answered. */
  yours: CruxAnswer | null;
  /** Whether the viewer's own numbers fit together so badly that they may want to look again. Nothing is corrected. */
  look_again: boolean;
  /** What it has come to, once revealed. */
  outcome: Outcome | null;
};

/** What a test has come to. That there is no double crux, and why, is a result as good as any other. */
export type Outcome =
  /** Too few answered to tell without telling of one. */
  | { too_few: {
    /** How many it takes. */
    least: number;
  } }
  /** A double crux. */
  | { found: Found }
  /** None. */
  | { not_found: {
    /** Why. */
    why: Why;
    /** How many said yes, partly, no and unsure. */
    would: [number, number, number, number];
  } };

/** A double crux. */
export type Found = {
  /** How many said yes, partly, no and unsure. */
  would: [number, number, number, number];
  /** For how many pairs of people it is one. */
  pairs: number;
  /** The share of their distance on the claim that an answer is expected to close, in percent, for the pair for which it closes most; nothing if it was found by words alone. */
  closes: number | null;
  /** That pair, if both agreed to be named. */
  between: [string, string] | null;
};

/** Why a question is no double crux, judged by the two who are farthest apart on the claim. */
export type Why =
  /** Fewer than two answered. */
  | "too_few_answers"
  /** Nobody would change their mind. */
  | "moves_nobody"
  /** It would change the mind of one side alone. */
  | "moves_one"
  /** It is not known how likely people hold the claim. */
  | "no_credences"
  /** They are hardly apart on the claim. */
  | "agree_on_claim"
  /** An answer would move them opposite ways. */
  | "opposite_ways"
  /** They expect the same answer. */
  | "agree_on_question"
  /** Their difference on the question speaks the other way. */
  | "does_not_account";

/** Who has the floor. */
export type FloorView = {
  /** Which seat. */
  seat: SeatId;
  /** What it is called. */
  name: string;
  /** Since when. */
  since: Moment;
};

/** A moment: milliseconds since 1970-01-01 UTC. The machine has no clock; moments come in. */
export type Moment = number;

/** A raised hand. */
export type HandView = {
  /** Whose seat. */
  seat: SeatId;
  /** What it is called. */
  name: string;
  /** What for. */
  hand: Hand;
  /** Whether they have not had the floor yet. */
  new_voice: boolean;
};

/** How many are there. */
export type Here = {
  /** Participants, with those who are gone. */
  participants: number;
  /** Those of them who are waited for. */
  awaited: number;
  /** Observers who are there. */
  observers: number;
};

/** A claim on the agenda. */
export type ItemView = {
  /** Its number. */
  item: ItemId;
  /** What it says. */
  text: string;
  /** The node of the map that says it. */
  node: string | null;
  /** The rounds that were shown, in order. */
  rounds: RoundView[];
  /** How people moved between the first and the last of them. */
  shift: Shift | null;
};

/** A round that was shown. */
export type RoundView = {
  /** Its number. */
  round: RoundId;
  /** How often the item was asked, with this time. */
  nth: number;
  /** How many answered. */
  answered: number;
  /** What. */
  shown: Shown;
};

/** A round as it is shown. */
export type Shown =
  /** Too few gave a credence: at least so many are needed before any is shown. */
  | { too_few: {
    /** How many it takes. */
    least: number;
  } }
  /** What was answered. */
  | { spread: Spread };

/** The credences of a round, without whose they are. */
export type Spread = {
  /** In percent, from the lowest to the highest. */
  values: number[];
  /** The median: of two in the middle the lower (quantile of type 1), so that it is a value somebody gave. */
  median: number;
  /** The quartiles, of type 1 too. */
  quartiles: [number, number];
  /** How many do not know. */
  dont_know: number;
  /** How many find the question unclear. */
  unclear: number;
  /** Reasons of those with the lowest value, in the order of the alphabet. */
  lowest: string[];
  /** Reasons of those with the highest value. */
  highest: string[];
  /** Reasons of those who gave no credence. */
  without: string[];
};

/** How those moved who gave a credence both in the first and in the last round that was shown. */
export type Shift = {
  /** How many they are. */
  people: number;
  /** What could be told of all of them together; nothing if they are too few. */
  all: Moved | null;
  /** Those who agreed to be named, by name. */
  named: NamedShift[];
};

/** How several people moved. */
export type Moved = {
  /** Their medians in the first and in the last round. */
  medians: [number, number];
  /** How far apart the lowest and the highest were in the first and in the last round. */
  widths: [number, number];
  /** How many went up, stayed, and went down. */
  up_same_down: [number, number, number];
};

/** How one person moved. */
export type NamedShift = {
  /** Who. */
  name: string;
  /** Their credences in the first and in the last round, in percent. */
  from_to: [number, number];
};

/** A note. */
export type NoteView = {
  /** What it says. */
  text: string;
  /** On what. */
  item: ItemId | null;
  /** In which phase. */
  phase: string | null;
  /** Whether it is the facilitator's own. */
  private: boolean;
};

/** The round that can be answered. It has no value that somebody could take for a hint. */
export type OpenRound = {
  /** Its number. */
  round: RoundId;
  /** On what. */
  item: ItemId;
  /** What that says. */
  text: string;
  /** How often it is asked, with this time. */
  nth: number;
  /** How many have answered. */
  answered: number;
  /** Of how many that have, or are waited for. */
  of: number;
  /** What the viewer has answered. */
  yours: Answer | null;
};

/** A view that was said back. */
export type ParaphraseView = {
  /** Its number. */
  paraphrase: ParaphraseId;
  /** Who said it. */
  by: string;
  /** The seat whose view it is. */
  of_seat: SeatId;
  /** What that is called. */
  of: string;
  /** What was said. */
  text: string;
  /** How the other finds it. */
  verdict: Verdict | null;
  /** What was missed. */
  missed: string;
};

/** The phase that runs. */
export type PhaseView = {
  /** Its number, from 1, and how many there are. */
  nth_of: [number, number];
  /** What it is called. */
  name: string;
  /** What people are to do. */
  says: string;
  /** What is done in it. */
  does: Does;
  /** When it began. */
  began: Moment;
  /** When its time is over. Nothing happens then. While `paused`, the time from that moment to this one is left. */
  ends: Moment;
  /** Since when it is paused. */
  paused: Moment | null;
};

/** What is done in a phase. Whatever the phase, the facilitator can open a round, a test or a vote. */
export type Does =
  /** People come in and learn what is to be done. */
  | "welcome"
  /** Everybody thinks for themselves; hands stay down. */
  | "think"
  /** Everybody answers blind; hands stay down. */
  | "estimate"
  /** People talk, in turn. */
  | "talk"
  /** People look for the questions on which their views turn. */
  | "cruxes"
  /** People vote on what matters. */
  | "vote"
  /** What was found is told, and what is to be done. */
  | "close";

/** A vote. */
export type PollView = {
  /** Its number. */
  poll: PollId;
  /** What is asked for. */
  kind: PollKind;
  /** What it is about. */
  text: string;
  /** On what. */
  options: string[];
  /** How many have voted. */
  voted: number;
  /** Of how many that have, or are waited for. */
  of: number;
  /** The viewer's vote. */
  yours: Vote | null;
  /** The count, once revealed. */
  tally: Tally | null;
};

/** What a vote asks for. */
export type PollKind =
  /** Agree, disagree or pass, on each option. */
  | "stance"
  /** How much hangs on each option: from 0 (nothing) to 4 (everything). */
  | "impact"
  /** So many dots for each person, to be spread over the options. */
  | { dots: number };

/** The count of a vote, for each option. */
export type Tally =
  /** Too few voted. */
  | { too_few: {
    /** How many it takes. */
    least: number;
  } }
  /** How many agree, disagree and pass. */
  | { stance: [number, number, number][] }
  /** How many said 0, 1, 2, 3 and 4. */
  | { impact: [number, number, number, number, number][] }
  /** How many dots. */
  | { dots: number[] };

/** A proposal. */
export type ProposalView = {
  /** Its number. */
  proposal: ProposalId;
  /** What the seat is called; nothing if people are anonymous. */
  by: string | null;
  /** Whether it is the viewer's own. */
  yours: boolean;
  /** What. */
  what: Proposed;
  /** What the facilitator decided. */
  decision: Decision | null;
};

/** What was decided on a proposal. */
export type Decision =
  /** It was taken in, in these words. */
  | { accepted: string }
  /** An item says the same. */
  | { merged: ItemId }
  /** It was declined, for this reason. */
  | { declined: string };

/** A number that names one, counted from 1. */
export type ProposalId = number;

/** How a session goes. */
export type Settings = {
  /** How people are named. */
  names: Names;
  /** From this swing on a question is a crux, in percent from 5 to 90. */
  swing: number;
  /** Who replies must first have said back what the other holds. */
  say_back_first: boolean;
  /** Whether the projector shows how long people have talked. */
  shows_talk: boolean;
};

/** How people are named. */
export type Names =
  /** By their names. */
  | "named"
  /** By names that they choose for this session. */
  | "pseudonym"
  /** By the number of the seat; what was answered is never told of one. */
  | "anonymous";

/** How far a session has come. */
export type Standing =
  /** It has not begun. */
  | "not_open"
  /** It goes on. */
  | "open"
  /** It is paused. */
  | "paused"
  /** It is over. */
  | "closed";

/** How long somebody has talked. */
export type Talked = {
  /** What the seat is called. */
  name: string;
  /** How often it had the floor. */
  turns: number;
  /** For how many whole seconds, up to when it last gave the floor back. */
  seconds: number;
};

/** The seat that looks. */
export type You = {
  /** Its number. */
  seat: SeatId;
  /** What others call it. */
  name: string;
  /** What it is for. */
  role: Role;
  /** Whether its shift may be told by name. */
  be_named: boolean;
};
