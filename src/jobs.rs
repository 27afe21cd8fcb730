//! Work off the window's thread: at most one job of a kind runs, and only the newest request waits.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

/// Handed to a job, to report how far it is and to learn that nobody waits any more. Clones share one state.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// Steps done in the upper half, all steps in the lower one: both change at once.
    steps: Arc<AtomicU64>,
    counted: Arc<AtomicU64>,
    cancelled: Arc<AtomicBool>,
}

impl Progress {
    /// Reports that `done` of `all` steps are done.
    pub fn set(&self, done: usize, all: usize) {
        let small = |it: usize| u64::from(u32::try_from(it).unwrap_or(u32::MAX));
        self.steps.store(small(done.min(all)) << 32 | small(all), Relaxed);
    }

    /// The steps done, and all of them, as last reported.
    pub fn steps(&self) -> (usize, usize) {
        let both = self.steps.load(Relaxed);
        let size = |it: u64| usize::try_from(it).unwrap_or(usize::MAX);
        (size(both >> 32), size(both & u64::from(u32::MAX)))
    }

    /// How much is done, 0 to 1.
    pub fn fraction(&self) -> f32 {
        let (done, all) = self.steps();
        let permille = done.saturating_mul(1000) / all.max(1);
        f32::from(u16::try_from(permille).unwrap_or(1000)) / 1000.0
    }

    /// Reports that so many more of what the job uses up were used.
    pub fn count(&self, more: usize) {
        self.counted.fetch_add(more as u64, Relaxed);
    }

    /// How many were used so far.
    pub fn counted(&self) -> u64 {
        self.counted.load(Relaxed)
    }

    /// Says that nobody waits any more.
    pub fn cancel(&self) {
        self.cancelled.store(true, Relaxed);
    }

    /// Whether nobody waits any more: the job should return soon, with whatever it has.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Relaxed)
    }
}

/// A job ended without a result: it broke off on a bug of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the work broke off before it was done")]
pub struct Lost;

type Work<T> = Box<dyn FnOnce(&Progress) -> T + Send>;

/// A place for one running job and one waiting one.
pub struct Slot<T> {
    name: &'static str,
    running: Option<Running<T>>,
    waiting: Option<Work<T>>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

struct Running<T> {
    progress: Progress,
    since: Instant,
    result: mpsc::Receiver<T>,
}

impl<T> fmt::Debug for Slot<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Slot")
            .field("name", &self.name)
            .field("running", &self.running.is_some())
            .finish_non_exhaustive()
    }
}

impl<T: Send + 'static> Slot<T> {
    /// A slot for jobs called `name`; `wake` is called from the job's thread when a result is there.
    pub fn new(name: &'static str, wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self { name, running: None, waiting: None, wake: Arc::new(wake) }
    }

    /// Asks for `work`. A request still waiting is forgotten, and the running job told to stop.
    pub fn request(&mut self, work: impl FnOnce(&Progress) -> T + Send + 'static) {
        self.cancel();
        self.waiting = Some(Box::new(work));
        self.start_waiting();
    }

    /// Tells the running job to stop and forgets the one that waits. No result will come of either.
    pub fn cancel(&mut self) {
        self.waiting = None;
        if let Some(running) = &self.running {
            running.progress.cancel();
        }
    }

    /// The result of the newest request, once. Call it once a frame.
    pub fn poll(&mut self) -> Option<Result<T, Lost>> {
        let running = self.running.as_ref()?;
        let result = match running.result.try_recv() {
            Err(mpsc::TryRecvError::Empty) => return None,
            Err(mpsc::TryRecvError::Disconnected) => Err(Lost),
            Ok(result) => Ok(result),
        };
        let wanted = !running.progress.is_cancelled();
        self.running = None;
        self.start_waiting();
        wanted.then_some(result)
    }

    /// How far the running job is, 0 to 1, and how long it has run; nothing if nobody waits for one.
    pub fn progress(&self) -> Option<(f32, Duration)> {
        self.watch().map(|(progress, since)| (progress.fraction(), since))
    }

    /// What the running job reports, and how long it has run; nothing if nobody waits for one.
    pub fn watch(&self) -> Option<(&Progress, Duration)> {
        let running = self.running.as_ref().filter(|it| !it.progress.is_cancelled())?;
        Some((&running.progress, running.since.elapsed()))
    }

    /// Whether a result is still to come.
    pub fn is_busy(&self) -> bool {
        self.waiting.is_some() || self.progress().is_some()
    }

    fn start_waiting(&mut self) {
        if self.running.is_some() {
            return;
        }
        let Some(work) = self.waiting.take() else { return };
        let (progress, wake) = (Progress::default(), self.wake.clone());
        let (send, result) = mpsc::sync_channel(1);
        self.running = Some(Running { progress: progress.clone(), since: Instant::now(), result });
        let job = move || {
            // The receiver is gone only when the window is: then nobody misses the result.
            let _ = send.send(work(&progress));
            drop(send);
            wake();
        };
        if let Err(error) = thread::Builder::new().name(self.name.to_owned()).spawn(job) {
            // The sender went with the job, so `poll` reports it as lost.
            tracing::error!(%error, name = self.name, "cannot start a thread");
        }
    }
}

impl<T> Drop for Slot<T> {
    fn drop(&mut self) {
        if let Some(running) = &self.running {
            running.progress.cancel();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait_for<T: Send + 'static>(slot: &mut Slot<T>) -> Result<T, Lost> {
        let start = Instant::now();
        loop {
            if let Some(result) = slot.poll() {
                return result;
            }
            assert!(start.elapsed() < Duration::from_secs(20), "no result came");
            thread::sleep(Duration::from_millis(1));
        }
    }

    #[test]
    fn the_newest_request_wins() {
        let mut slot = Slot::new("test", || ());
        for n in 0..5 {
            slot.request(move |progress| {
                progress.set(1, 2);
                thread::sleep(Duration::from_millis(5));
                n
            });
        }
        assert_eq!(wait_for(&mut slot), Ok(4));
        assert!(!slot.is_busy());
    }

    #[test]
    fn a_cancelled_job_yields_nothing() {
        let (told, tell) = mpsc::channel();
        let mut slot = Slot::new("test", || ());
        slot.request(move |progress| {
            while !progress.is_cancelled() {
                thread::sleep(Duration::from_millis(1));
            }
            told.send(()).ok();
        });
        slot.cancel();
        assert!(!slot.is_busy());
        tell.recv_timeout(Duration::from_secs(20)).unwrap();
        slot.request(|_| ());
        assert_eq!(wait_for(&mut slot), Ok(()));
    }

    #[test]
    fn a_job_that_breaks_off_is_reported() {
        let mut slot = Slot::<()>::new("test", || ());
        slot.request(|_| panic!("on purpose"));
        assert_eq!(wait_for(&mut slot), Err(Lost));
    }
}
