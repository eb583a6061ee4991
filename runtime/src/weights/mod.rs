//! Generated weights of our pallets' calls. See `just weights`.
