//! The addresses at which this computer can be reached.

use super::Address;
use if_addrs::Interface;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};

/// An address of this computer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Here {
    /// The address.
    pub ip: IpAddr,
    /// What the system calls the interface that has it.
    pub interface: String,
    /// Whether only this computer itself reaches it.
    pub is_own: bool,
}

impl Here {
    /// A port there; 0 takes a free one.
    pub fn at(&self, port: u16) -> Address {
        Address::of(SocketAddr::new(self.ip, port))
    }
}

/// The IPv4 addresses of this computer: first the one by which it reaches others, last the one that only it itself reaches.
/// IPv6 is left out: nobody can type such an address, and it may be open to the world. Asks nobody on the network.
pub fn addresses() -> Vec<Here> {
    let there = if_addrs::get_if_addrs().unwrap_or_default();
    sorted(there.iter().filter(|it| it.is_oper_up() || it.is_loopback()).map(here), outgoing())
}

fn here(it: &Interface) -> Here {
    Here { ip: it.ip(), interface: it.name.clone(), is_own: it.is_loopback() }
}

fn sorted(all: impl Iterator<Item = Here>, outgoing: Option<IpAddr>) -> Vec<Here> {
    let mut all: Vec<Here> = all.filter(|it| it.ip.is_ipv4()).collect();
    if !all.iter().any(|it| it.is_own) {
        all.push(Here { ip: Ipv4Addr::LOCALHOST.into(), interface: String::new(), is_own: true });
    }
    all.sort_by_key(|it| (it.is_own, Some(it.ip) != outgoing, it.clone()));
    all.dedup_by_key(|it| it.ip);
    all
}

/// The address from which this computer would send to others. Connecting a datagram socket chooses it, and sends nothing.
fn outgoing() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // Kept for documentation: nobody has it.
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_most_use_comes_first_and_ones_own_last() {
        let at = |ip: &str, is_own: bool| Here { ip: ip.parse().unwrap(), interface: "x".to_owned(), is_own };
        let all = [at("127.0.0.1", true), at("fe80::1", false), at("172.17.0.1", false), at("192.168.1.20", false)];
        let outgoing = "192.168.1.20".parse().ok();
        let sorted = sorted(all.into_iter(), outgoing);
        assert_eq!(
            sorted.iter().map(|it| it.ip.to_string()).collect::<Vec<_>>(),
            ["192.168.1.20", "172.17.0.1", "127.0.0.1"]
        );
        assert!(addresses().last().is_some_and(|it| it.is_own), "this computer reaches itself");
        assert_eq!(super::sorted(std::iter::empty(), None).len(), 1);
    }
}
