//! The register's RPCs. Claims and returns are the exchange's: `crates/exchange/src/rpc/delivery/`.

mod subject;
