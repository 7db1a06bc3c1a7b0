//! Which addresses a message may be sent to. Units sit in private ranges (政务外网), so those are open to a unit where an
//! administrator listed them; what is inside the platform's own walls is open to nobody.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::Arc,
};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What may be reached on behalf of one unit.
#[derive(Clone, Debug)]
pub struct AddressRule {
    walls: Arc<Walls>,
    allowed: Allowed,
}

/// What nobody may reach, whatever is listed for a unit.
#[derive(Clone, Default, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Walls {
    /// Ranges of the cluster: pods, services, nodes.
    #[serde(default)]
    pub cluster: Vec<IpNet>,
    /// Development only: this machine's own addresses may be reached, without TLS and at any port.
    #[serde(default)]
    pub loopback: bool,
}

/// What an administrator approved for one unit.
#[derive(Clone, Default, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Allowed {
    /// Private and carrier-grade ranges where the unit's receivers are.
    #[serde(default)]
    pub ranges: Vec<IpNet>,
    /// Origins, such as `http://oa.example.gov.cn:8080`, that are reached although they have no TLS or another port than
    /// 443. The rule about addresses holds for them as well.
    #[serde(default)]
    pub origins: Vec<String>,
}

/// Why an address is not reached. Says nothing of the address: the one who reads it may not know it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum Forbidden {
    /// Inside the walls.
    #[error("the host has an address that is never allowed")]
    Never,
    /// Private, and not listed for the unit.
    #[error("the host has a private address that is not on the unit's list")]
    NotListed,
}

impl AddressRule {
    /// The rule for one unit.
    pub fn new(walls: &Arc<Walls>, allowed: Allowed) -> Self {
        Self { walls: Arc::clone(walls), allowed }
    }

    /// Whether an address that a host name stands for may be reached.
    pub fn check(&self, address: IpAddr) -> Result<(), Forbidden> {
        if self.walls.loopback && address.is_loopback() {
            return Ok(());
        }
        let is_inside = self.walls.cluster.iter().any(|range| range.contains(&address));
        if is_inside || is_never_allowed(address) {
            return Err(Forbidden::Never);
        }
        if is_private(address) && !self.is_listed(address) {
            return Err(Forbidden::NotListed);
        }
        Ok(())
    }

    /// Whether an address that stands in the URL itself may be reached: only a listed one.
    pub(crate) fn check_literal(&self, address: IpAddr) -> Result<(), Forbidden> {
        self.check(address)?;
        if self.is_listed(address) || self.is_own_machine(address) {
            Ok(())
        } else {
            Err(Forbidden::NotListed)
        }
    }

    /// Whether an origin may be without TLS or at another port than 443.
    pub(crate) fn allows_origin(&self, origin: &str) -> bool {
        self.allowed.origins.iter().any(|allowed| allowed.eq_ignore_ascii_case(origin))
    }

    /// Whether it is this machine, and development.
    pub(crate) fn is_own_machine(&self, address: IpAddr) -> bool {
        self.walls.loopback && address.is_loopback()
    }

    fn is_listed(&self, address: IpAddr) -> bool {
        self.allowed.ranges.iter().any(|range| range.contains(&address))
    }
}

fn is_never_allowed(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => NEVER_V4.iter().any(|range| range.contains(&address)),
        // Mapped, compatible and translated addresses (::/8, 64:ff9b::/96), link-local and multicast ones all lie
        // outside the two ranges.
        IpAddr::V6(address) => {
            let has_place = GLOBAL_V6.contains(&address) || LOCAL_V6.contains(&address);
            !has_place || NEVER_V6.iter().any(|range| range.contains(&address))
        }
    }
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => PRIVATE_V4.iter().any(|range| range.contains(&address)),
        IpAddr::V6(address) => LOCAL_V6.contains(&address),
    }
}

const NEVER_V4: [Ipv4Net; 12] = [
    v4([0, 0, 0, 0], 8),
    v4([127, 0, 0, 0], 8),
    // Link-local, and the metadata of most clouds.
    v4([169, 254, 0, 0], 16),
    // The metadata of Aliyun, inside the carrier-grade range.
    v4([100, 100, 100, 200], 32),
    v4([192, 0, 0, 0], 24),
    v4([192, 0, 2, 0], 24),
    // Relays of 6to4.
    v4([192, 88, 99, 0], 24),
    v4([198, 18, 0, 0], 15),
    v4([198, 51, 100, 0], 24),
    v4([203, 0, 113, 0], 24),
    v4([224, 0, 0, 0], 4),
    v4([240, 0, 0, 0], 4),
];

const PRIVATE_V4: [Ipv4Net; 4] =
    [v4([10, 0, 0, 0], 8), v4([172, 16, 0, 0], 12), v4([192, 168, 0, 0], 16), v4([100, 64, 0, 0], 10)];

const GLOBAL_V6: Ipv6Net = v6([0x2000, 0, 0], 3);
const LOCAL_V6: Ipv6Net = v6([0xfc00, 0, 0], 7);

const NEVER_V6: [Ipv6Net; 5] = [
    // Protocols, Teredo among them.
    v6([0x2001, 0, 0], 23),
    v6([0x2001, 0xdb8, 0], 32),
    v6([0x2002, 0, 0], 16),
    v6([0x3fff, 0, 0], 20),
    // Metadata inside the local range.
    v6([0xfd00, 0xec2, 0], 32),
];

const fn v4([a, b, c, d]: [u8; 4], length: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), length)
}

const fn v6([a, b, c]: [u16; 3], length: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0), length)
}

#[cfg(test)]
mod tests;
