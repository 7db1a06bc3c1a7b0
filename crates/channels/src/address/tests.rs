use std::sync::Arc;

use proptest::prelude::*;

use super::*;

fn rule(cluster: &[&str], ranges: &[&str]) -> AddressRule {
    let parse = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect();
    let walls = Walls { cluster: parse(cluster), loopback: false };
    AddressRule::new(&Arc::new(walls), Allowed { ranges: parse(ranges), origins: Vec::new() })
}

fn everything() -> AddressRule {
    rule(&[], &["0.0.0.0/0", "::/0"])
}

#[test]
fn what_is_never_allowed_is_refused_although_everything_is_listed() {
    for address in [
        "0.0.0.0",
        "0.1.2.3",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "169.254.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.19.255.255",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::10.1.2.3",
        "::ffff:10.1.2.3",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a00:1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:a9fe:a9fe::1",
        "3fff::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ] {
        assert_eq!(everything().check(address.parse().unwrap()), Err(Forbidden::Never), "{address}");
    }
}

#[test]
fn a_private_address_is_reached_only_by_a_unit_that_has_it_listed() {
    for (address, range) in [
        ("10.1.2.3", "10.1.0.0/16"),
        ("172.16.0.1", "172.16.0.0/24"),
        ("172.31.255.255", "172.31.0.0/16"),
        ("192.168.8.8", "192.168.8.0/24"),
        ("100.64.0.1", "100.64.0.0/10"),
        ("100.127.255.255", "100.64.0.0/10"),
        ("fc00::1", "fc00::/64"),
        ("fd12:3456::1", "fd12:3456::/32"),
    ] {
        let address = address.parse().unwrap();
        assert_eq!(rule(&[], &[]).check(address), Err(Forbidden::NotListed), "{address}");
        assert_eq!(rule(&[], &["10.2.0.0/16"]).check(address), Err(Forbidden::NotListed), "{address}");
        assert_eq!(rule(&[], &[range]).check(address), Ok(()), "{address}");
        assert_eq!(
            rule(&[range], &[range]).check(address),
            Err(Forbidden::Never),
            "{address} of the cluster"
        );
    }
}

#[test]
fn the_neighbours_of_a_range_are_outside_it() {
    for address in
        ["9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "100.63.255.255", "100.128.0.0"]
    {
        assert_eq!(rule(&[], &[]).check(address.parse().unwrap()), Ok(()), "{address}");
    }
    for address in ["126.255.255.255", "128.0.0.0", "169.253.255.255", "223.255.255.255", "2400:3200::1"] {
        assert_eq!(rule(&[], &[]).check(address.parse().unwrap()), Ok(()), "{address}");
    }
}

#[test]
fn an_address_in_the_url_itself_must_be_listed_even_if_it_is_public() {
    let address = "223.5.5.5".parse().unwrap();
    assert_eq!(rule(&[], &[]).check_literal(address), Err(Forbidden::NotListed));
    assert_eq!(rule(&[], &["223.5.5.0/24"]).check_literal(address), Ok(()));
}

#[test]
fn this_machine_is_reached_only_in_development() {
    let walls = Arc::new(Walls { cluster: Vec::new(), loopback: true });
    let development = AddressRule::new(&walls, Allowed::default());
    assert_eq!(development.check("127.0.0.1".parse().unwrap()), Ok(()));
    assert_eq!(development.check("::1".parse().unwrap()), Ok(()));
    assert_eq!(development.check("::ffff:127.0.0.1".parse().unwrap()), Err(Forbidden::Never));
    assert_eq!(everything().check("127.0.0.1".parse().unwrap()), Err(Forbidden::Never));
}

proptest! {
    /// The standard library knows the same ranges by other means.
    #[test]
    fn what_the_standard_library_calls_special_is_not_reached(bits: u32) {
        let address = Ipv4Addr::from_bits(bits);
        let special = address.is_private() || address.is_loopback() || address.is_link_local()
            || address.is_multicast() || address.is_broadcast() || address.is_documentation()
            || address.is_unspecified() || bits >> 28 == 0xf || bits >> 24 == 0;
        prop_assert!(!special || rule(&[], &[]).check(address.into()).is_err());
    }

    #[test]
    fn no_address_of_the_older_protocol_hides_in_one_of_the_newer(bits: u32) {
        let [a, b] = [bits >> 16, bits & 0xffff].map(|half| u16::try_from(half).unwrap());
        for address in [
            Ipv4Addr::from_bits(bits).to_ipv6_mapped(),
            Ipv4Addr::from_bits(bits).to_ipv6_compatible(),
            Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, a, b),
            Ipv6Addr::new(0x2002, a, b, 0, 0, 0, 0, 1),
        ] {
            prop_assert_eq!(everything().check(address.into()), Err(Forbidden::Never));
        }
    }
}
