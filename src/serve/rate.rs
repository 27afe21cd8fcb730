//! How often something may happen: wrong codes from one address, messages on one socket.

use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv6Addr},
    time::{Duration, Instant},
};

/// Wrong codes that one address may try in a minute.
pub const TRIES: u32 = 20;
const MINUTE: Duration = Duration::from_mins(1);
/// Addresses that are remembered.
const ADDRESSES: usize = 4096;

/// Who has tried wrong codes in the last minute.
#[derive(Debug, Default)]
pub struct Tries {
    wrong: BTreeMap<IpAddr, (u32, Instant)>,
}

impl Tries {
    /// How long an address has to wait until it may try, if it has to.
    pub fn wait(&self, from: IpAddr, now: Instant) -> Option<Duration> {
        let &(wrong, since) = self.wrong.get(&whole(from))?;
        let left = MINUTE.checked_sub(now.saturating_duration_since(since))?;
        (wrong >= TRIES && !left.is_zero()).then_some(left)
    }

    /// An address has tried a wrong one.
    pub fn wrong(&mut self, from: IpAddr, now: Instant) {
        let is_over = |since: Instant| now.saturating_duration_since(since) >= MINUTE;
        if self.wrong.len() >= ADDRESSES {
            self.wrong.retain(|_, it| !is_over(it.1));
        }
        // Whoever has so many addresses loses the memory of one of them, not the room its door.
        if self.wrong.len() >= ADDRESSES {
            self.wrong.pop_first();
        }
        let it = self.wrong.entry(whole(from)).or_insert((0, now));
        if is_over(it.1) {
            *it = (0, now);
        }
        it.0 = it.0.saturating_add(1);
    }
}

/// What one machine can be given as addresses: of IPv6 the half that names the network.
fn whole(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(it) => {
            let [a, b, c, d, ..] = it.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// At most so many a second, counted evenly.
#[derive(Debug)]
pub struct Rate {
    most: u32,
    left: f64,
    at: Instant,
}

impl Rate {
    /// `most` a second, and as many at once.
    pub fn new(most: u32, now: Instant) -> Self {
        Self { most, left: f64::from(most), at: now }
    }

    /// Counts one; whether that was one too many.
    pub fn is_over(&mut self, now: Instant) -> bool {
        let most = f64::from(self.most);
        self.left = (self.left + most * now.saturating_duration_since(self.at).as_secs_f64()).min(most) - 1.0;
        self.at = now;
        if self.left < 0.0 {
            self.left = 0.0;
            return true;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_wrong_codes_a_minute_and_no_more_from_one_address() {
        let (start, mut tries) = (Instant::now(), Tries::default());
        let [one, other] = [IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2])];
        for _ in 0..TRIES {
            assert_eq!(tries.wait(one, start), None);
            tries.wrong(one, start);
        }
        assert_eq!(tries.wait(one, start), Some(MINUTE));
        assert_eq!(tries.wait(IpAddr::V6(std::net::Ipv4Addr::new(10, 0, 0, 1).to_ipv6_mapped()), start), Some(MINUTE));
        assert_eq!(tries.wait(other, start), None);
        assert_eq!(tries.wait(one, start + MINUTE), None);
        tries.wrong(one, start + MINUTE);
        assert_eq!(tries.wait(one, start + MINUTE), None, "a new minute begins");
    }

    #[test]
    fn an_address_of_the_same_network_is_the_same_and_memory_is_bounded() {
        let (start, mut tries) = (Instant::now(), Tries::default());
        for nth in 0..2 * u16::try_from(ADDRESSES).unwrap_or(0) {
            tries.wrong(Ipv6Addr::new(0x2001, 0xdb8, 0, nth, 0, 0, 0, 1).into(), start);
        }
        assert_eq!(tries.wrong.len(), ADDRESSES);
        let last = Ipv6Addr::new(0x2001, 0xdb8, 0, 8191, 9, 9, 9, 9);
        (0..TRIES).for_each(|_| tries.wrong(last.into(), start));
        assert!(tries.wait(Ipv6Addr::new(0x2001, 0xdb8, 0, 8191, 1, 2, 3, 4).into(), start).is_some());
    }

    #[test]
    fn a_rate_is_held_and_made_up_for() {
        let start = Instant::now();
        let mut rate = Rate::new(30, start);
        assert!((0..30).all(|_| !rate.is_over(start)));
        assert!(rate.is_over(start));
        assert!(!rate.is_over(start + Duration::from_millis(40)));
        assert!(rate.is_over(start + Duration::from_millis(50)));
    }
}
