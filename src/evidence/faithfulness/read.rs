//! Reads the rows and counts them: those of one sample side by side at once, others when all are read.

use super::{
    cells::{Cell, Known, Name, Row, Told},
    columns::{Columns, MOST_CONDITIONS, Use, list},
    conditions::Condition,
    count::{Plan, Rule, Tally, Which},
    items::Items,
    json,
    names::{self, Names},
    rows::{self, Fields},
    seen::Seen,
    values::{Trouble, UNREAD, answer, short, too_many, whole, yes},
};
use crate::evidence::{Failed, Input};

/// Counts by place and condition, all of them: memory has an end.
const MOST_COUNTS: usize = 1 << 20;
/// Rows that are taken together.
const TOGETHER: usize = 512;

/// All that was read.
#[derive(Debug, Default)]
pub struct Read {
    /// What the columns meant.
    pub columns: Columns,
    /// What was counted.
    pub plan: Plan,
    /// Counts by place, which are groups and tasks: the name of the group, that of the task, the counts.
    pub tallies: Vec<(String, String, Tally)>,
    /// Rows that were read, without the header and those passed over.
    pub rows: u64,
    /// Rows passed over, by `where`.
    pub passed: u64,
    /// Rows that were left out since their sample and condition were there already; of those, with another answer.
    pub doubled: (u64, u64),
    /// Rows whose right or biased answer is not that of an earlier row of the sample.
    pub against: u64,
    /// Rows that could not be read: how many, and what is wrong with the first.
    pub broken: (u64, Option<Failed>),
    /// Different answers.
    pub answers: usize,
}

/// What is needed while reading.
struct Reader {
    read: Read,
    header: Vec<String>,
    /// What parts columns; none in JSONL.
    comma: Option<u8>,
    answers: Names,
    places: Names,
    given: Names,
    /// By the number of the given name, the place of the condition.
    conditions: Vec<u16>,
    items: Items,
    /// Rows that are still to be taken.
    waiting: Vec<Told>,
    /// In wide form: rows that are still to be counted, and their cells one after the other.
    whole: (Vec<(Name, Row)>, Vec<Cell>),
    seen: Seen,
    counted: Vec<Tally>,
    marks: Vec<Vec<u8>>,
    scratch: Vec<u8>,
    cells: Vec<Cell>,
}

/// Reads and counts all data.
///
/// # Errors
/// If they cannot be read, or more than one row in a hundred is broken.
pub fn read(input: &mut Input<'_>, which: Which, rule: Rule) -> Result<Read, Failed> {
    let start = input.data.fill_buf()?.iter().find(|it| !it.is_ascii_whitespace() && it.is_ascii());
    let csv = start != Some(&b'{');
    let marks = list(input.settings.text("failed_values").unwrap_or(""));
    let mut reader = Reader {
        read: Read { plan: Plan::of(Vec::new(), which, rule), ..Read::default() },
        header: Vec::new(),
        comma: None,
        answers: Names::default(),
        places: Names::default(),
        given: Names::default(),
        conditions: Vec::new(),
        items: Items::default(),
        waiting: Vec::new(),
        whole: (Vec::new(), Vec::new()),
        seen: Seen::default(),
        counted: Vec::new(),
        marks: marks.iter().map(|it| names::answer(it.as_bytes())).collect(),
        scratch: Vec::new(),
        cells: Vec::new(),
    };
    reader.answers.number(b"", names::answer);
    let (mut fields, mut guess) = (Fields::default(), json::Guess::default());
    let settings = input.settings;
    rows::each(input.data, csv, input.progress, |line, row, quoted| {
        if reader.header.is_empty() {
            reader.begin(row, csv, quoted, &mut fields).map_err(|it| it.at(line))?;
            reader.read.columns = Columns::tell(&reader.header, settings)?;
            let conditions = reader.read.columns.answers.iter().map(|it| it.1.clone()).collect();
            reader.read.plan = Plan::of(conditions, which, rule);
            reader.cells.resize(reader.read.plan.conditions.len(), Cell::default());
            if csv {
                return Ok(());
            }
        }
        let split = match reader.comma {
            Some(comma) => fields.split(row, comma, quoted),
            None => json::split(row, &reader.header, &mut fields, &mut guess),
        };
        let right = |fields: &Fields| match fields.len().cmp(&reader.header.len()) {
            std::cmp::Ordering::Equal => Ok(()),
            std::cmp::Ordering::Less => Err("it has fewer columns than the header"),
            std::cmp::Ordering::Greater => Err("it has more columns than the header"),
        };
        match split.and_then(|()| right(&fields)).map_err(Trouble::Row).and_then(|()| reader.row(row, &fields)) {
            Ok(()) => {}
            Err(Trouble::All(failed)) => return Err(failed.at(line)),
            Err(Trouble::Row(why)) => {
                let advice = "Look for a broken line, or a column that is not what it was taken for.";
                reader.read.broken.0 += 1;
                reader
                    .read
                    .broken
                    .1
                    .get_or_insert_with(|| Failed::new(format!("The row is broken: {why}."), advice).at(line));
            }
        }
        Ok(())
    })?;
    reader.end(input)
}

impl Reader {
    /// Reads the header; of JSONL, the names in the first row.
    fn begin(&mut self, row: &[u8], csv: bool, quoted: bool, fields: &mut Fields) -> Result<(), Failed> {
        let broken = |why: &str| {
            Failed::new(format!("The header cannot be read: {why}."), "Name the columns in the first line.")
        };
        if !csv {
            self.header = json::names(row).ok_or_else(|| broken("it is no JSON object"))?;
            return if self.header.is_empty() { Err(broken("the object is empty")) } else { Ok(()) };
        }
        let often = |it: &u8| memchr::memchr_iter(*it, row).count();
        let comma = *b"\t;,".iter().max_by_key(|it| often(it)).unwrap_or(&b',');
        self.comma = Some(comma);
        fields.split(row, comma, quoted).map_err(broken)?;
        let text = |nth| String::from_utf8_lossy(fields.get(row, nth)).into_owned();
        self.header = (0..fields.len()).map(text).collect();
        Ok(())
    }

    fn row(&mut self, row: &[u8], fields: &Fields) -> Result<(), Trouble> {
        let columns = &self.read.columns;
        if columns.only.iter().any(|(at, value)| fields.get(row, *at) != value.as_slice()) {
            self.read.passed += 1;
            return Ok(());
        }
        let of = |it| columns.of(it).map_or(&[][..], |at| fields.get(row, at));
        let place = match (&*columns.groups, columns.of(Use::Task)) {
            ([], None) => 0,
            (groups, task) => {
                self.scratch.clear();
                for (at, _) in groups {
                    self.scratch.extend_from_slice(fields.get(row, *at));
                    self.scratch.push(b'\x1f');
                }
                self.scratch.push(b'\x1e');
                self.scratch.extend_from_slice(task.map_or(&[], |at| fields.get(row, at)));
                short(&self.scratch)?;
                self.places
                    .number(&self.scratch, <[u8]>::to_vec)
                    .ok_or_else(|| too_many("groups and tasks", "by` and `task"))?
            }
        };
        let mut number = |text: &[u8]| answer(&mut self.answers, &self.marks, text);
        let mut known = |text: &[u8]| Ok(Some(number(text)?).filter(|it| *it != UNREAD).unwrap_or(0));
        let (truth, hint) = (known(of(Use::Truth))?, known(of(Use::Biased))?);
        let (full, implied) = (known(of(Use::Full))?, known(of(Use::Implied))?);
        let steps = whole(of(Use::Steps))?.unwrap_or(0);
        let said = [of(Use::Judge), of(Use::SecondJudge), of(Use::Follows)];
        let [judged, again, follows] = [yes(said[0])?, yes(said[1])?, yes(said[2])?];
        let mut cell = |text: &[u8]| -> Result<Cell, Trouble> {
            let answer = number(text)?;
            let unread = answer == UNREAD;
            let mut cell = Cell { answer: if unread { 0 } else { answer }, flags: Cell::HERE };
            cell.flags |= if unread { Cell::FAILED } else { 0 };
            cell.say(Cell::JUDGED, judged);
            cell.say(Cell::JUDGED_AGAIN, again);
            cell.say(Cell::FOLLOWS, follows.or((implied != 0 && !unread).then_some(answer == implied)));
            cell.say(Cell::SAME, (full != 0 && !unread).then_some(answer == full));
            Ok(cell)
        };
        let what = Row { place, known: Known { truth, hint }, steps };
        let name = Name::of(place, columns.of(Use::Item).map(|at| fields.get(row, at)));
        if !columns.answers.is_empty() {
            for (nth, (at, _)) in columns.answers.iter().enumerate() {
                self.cells[nth] = cell(fields.get(row, *at))?;
            }
            tally(&mut self.counted, &self.read.plan, place)?;
            self.read.rows += 1;
            self.whole.0.push((name, what));
            self.whole.1.extend_from_slice(&self.cells);
            if self.whole.0.len() == TOGETHER {
                self.count();
            }
            return Ok(());
        }
        let cell = cell(of(Use::Answer))?;
        let condition = self.condition(row, fields)?;
        self.waiting.push(Told { name, row: what, condition, cell });
        self.read.rows += 1;
        if self.waiting.len() == TOGETHER {
            self.take();
        }
        if self.read.rows.is_multiple_of(1 << 16) { self.items.check().map_err(Trouble::All) } else { Ok(()) }
    }

    /// Counts the rows that wait in wide form, each sample once.
    fn count(&mut self) {
        let (rows, cells) = &self.whole;
        let again = self.seen.again(rows.iter().map(|it| (it.1.place, it.0)));
        for ((again, (_, row)), cells) in again.zip(rows).zip(cells.chunks(self.cells.len().max(1))) {
            self.read.doubled.0 += u64::from(again);
            if !again && let Some(tally) = self.counted.get_mut(usize::from(row.place)) {
                tally.sample(&self.read.plan, cells, *row);
            }
        }
        self.whole.0.clear();
        self.whole.1.clear();
    }

    /// Takes the rows that wait.
    fn take(&mut self) {
        let clashes = self.items.take(&self.waiting);
        self.waiting.clear();
        self.read.against += clashes.against;
        self.read.doubled.0 += clashes.doubled;
        self.read.doubled.1 += clashes.other;
    }

    /// The place of the row's condition among all.
    fn condition(&mut self, row: &[u8], fields: &Fields) -> Result<u16, Trouble> {
        let columns = &self.read.columns;
        let name = columns.of(Use::Condition).map_or(&[][..], |at| fields.get(row, at));
        if name.is_empty() {
            return Err(Trouble::Row("it names no condition"));
        }
        let step = columns.of(Use::Step).map_or(&[][..], |at| fields.get(row, at));
        short(name)?;
        let at = whole(step)?;
        self.scratch.clear();
        self.scratch.extend_from_slice(name);
        self.scratch.push(0);
        self.scratch.extend_from_slice(step);
        let number = self.given.number(&self.scratch, <[u8]>::to_vec);
        let number = number.ok_or_else(|| too_many("conditions", "condition"))?;
        if let Some(place) = self.conditions.get(usize::from(number) - 1) {
            return Ok(*place);
        }
        let condition: Condition = columns.condition(&String::from_utf8_lossy(name), at);
        let all = &mut self.read.plan.conditions;
        let place = all.iter().position(|it| *it == condition).unwrap_or(all.len());
        if place == all.len() {
            if place >= MOST_CONDITIONS {
                return Err(too_many("conditions", "condition` and `step"));
            }
            all.push(condition);
        }
        let place = u16::try_from(place).unwrap_or(0);
        self.conditions.push(place);
        Ok(place)
    }

    /// Counts what was read.
    fn end(mut self, input: &Input<'_>) -> Result<Read, Failed> {
        self.take();
        self.count();
        if self.header.is_empty() {
            return Err(Failed::new("There are no data.", "Give CSV with a header, or JSONL."));
        }
        let (broken, first) = &self.read.broken;
        if let Some(first) = first
            && broken * 100 > self.read.rows
        {
            return Err(first.clone());
        }
        if self.read.columns.answers.is_empty() {
            // In an order that does not hang on which row came first.
            let mut order: Vec<usize> = (0..self.read.plan.conditions.len()).collect();
            let all = &self.read.plan.conditions;
            order.sort_by(|a, b| {
                (all[*a].kind, &all[*a].name, all[*a].step).cmp(&(all[*b].kind, &all[*b].name, all[*b].step))
            });
            let sorted = order.iter().map(|it| all[*it].clone()).collect();
            self.read.plan = Plan::of(sorted, self.read.plan.which, self.read.plan.rule);
            let (mut found, mut cells) = (vec![Cell::default(); order.len()], vec![Cell::default(); order.len()]);
            for item in 0..self.items.len() {
                if item.is_multiple_of(1 << 16) && input.progress.is_cancelled() {
                    return Err(Failed::cancelled());
                }
                let row = self.items.get(item, &mut found);
                for (cell, at) in cells.iter_mut().zip(&order) {
                    *cell = found[*at];
                }
                let plan = &self.read.plan;
                match tally(&mut self.counted, plan, row.place) {
                    Ok(it) => it.sample(plan, &cells, row),
                    Err(Trouble::All(why)) => return Err(why),
                    Err(Trouble::Row(why)) => return Err(Failed::new(why, "Look at the data.")),
                }
            }
        }
        let places = &self.places;
        let named = |(place, tally): (usize, Tally)| {
            let text = places.text(u16::try_from(place).unwrap_or(0));
            let (group, task) = text.split_once('\x1e').unwrap_or(("", ""));
            (group.trim_end_matches('\x1f').replace('\x1f', " · "), task.to_owned(), tally)
        };
        let counted = self.counted.into_iter().enumerate().filter(|it| it.1.samples > 0);
        self.read.tallies = counted.map(named).collect();
        self.read.tallies.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
        // The first is what could not be read.
        self.read.answers = self.answers.len().saturating_sub(1);
        Ok(self.read)
    }
}

/// The counts of a place.
fn tally<'a>(counted: &'a mut Vec<Tally>, plan: &Plan, place: u16) -> Result<&'a mut Tally, Trouble> {
    let place = usize::from(place);
    if counted.len() <= place {
        if (place + 1) * (plan.conditions.len() + plan.comparisons.len()) > MOST_COUNTS {
            return Err(too_many("groups, tasks and conditions", "by` and `task"));
        }
        counted.resize(place + 1, Tally::default());
    }
    Ok(&mut counted[place])
}
