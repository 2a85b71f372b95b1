//! The exponential function from sums and products alone, so that it is the same on every machine.

/// e to the power of `x`, to four digits and more; `x` beyond ±80 counts as ±80.
pub(crate) fn exp(x: f32) -> f32 {
    let x = x.clamp(-80.0, 80.0);
    let halves = (x * std::f32::consts::LOG2_E).round();
    let rest = x - halves * std::f32::consts::LN_2;
    // The series of e^rest, |rest| below 0.35.
    let series =
        1.0 + rest * (1.0 + rest / 2.0 * (1.0 + rest / 3.0 * (1.0 + rest / 4.0 * (1.0 + rest / 5.0))));
    series * f32::from_bits(((halves as i32 + 127) as u32) << 23)
}

#[cfg(test)]
mod tests {
    use super::exp;

    #[test]
    fn it_is_the_exponential_function() {
        for x in (-790..790).map(|x| x as f32 / 10.0) {
            let error = (f64::from(exp(x)) / f64::from(x).exp() - 1.0).abs();
            assert!(error < 2e-5, "{x}: {error}");
        }
        assert_eq!((exp(0.0), exp(-1e9)), (1.0, exp(-80.0)));
    }
}
