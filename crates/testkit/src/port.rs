//! Free ports, apart from those that the system gives out and that other test processes try.

use std::{
    io,
    net::{Ipv4Addr, TcpListener},
    process,
    sync::atomic::{AtomicU16, Ordering},
};

const LOWEST: u16 = 20_000;
const COUNT: u16 = 10_000;

/// A port that is free now. Below the range that the system gives to outgoing connections, so that none takes it while
/// a server restarts.
pub fn free() -> io::Result<u16> {
    static TRIED: AtomicU16 = AtomicU16::new(0);
    // Processes that start together have neighbouring ids: a stride apart, they do not try the same ports.
    let start = process::id().wrapping_mul(97) % u32::from(COUNT);
    for _ in 0..COUNT {
        let step = u32::from(TRIED.fetch_add(1, Ordering::Relaxed));
        let port = LOWEST + u16::try_from((start + step) % u32::from(COUNT)).unwrap_or_default();
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(port);
        }
    }
    Err(io::Error::new(io::ErrorKind::AddrInUse, "no free port"))
}
