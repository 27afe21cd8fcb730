//! Processor time, which other programs on the machine disturb less than the time of day.
#![allow(dead_code, reason = "each bench uses a part of it")]

pub use rustix::time::ClockId;

/// The processor time of this process or thread, in seconds: with the system's part.
pub fn processor_time(clock: ClockId) -> f64 {
    let time = rustix::time::clock_gettime(clock);
    #[expect(clippy::cast_precision_loss, reason = "a run takes minutes at most")]
    let seconds = time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9;
    seconds
}

/// The processor time of `work` in this process, in seconds, and what it gave.
pub fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = processor_time(ClockId::ProcessCPUTime);
    let result = work();
    (processor_time(ClockId::ProcessCPUTime) - start, result)
}
