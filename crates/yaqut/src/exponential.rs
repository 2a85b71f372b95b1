//! The exponential function and the logarithm from sums and products alone, so that they are the same on every machine.

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

/// The natural logarithm of a positive number, to five digits.
pub(crate) fn ln(x: f32) -> f32 {
    // x is a number from 0.7 to 1.4 times a power of two.
    let bits = x.max(f32::MIN_POSITIVE).to_bits();
    let shifted = bits.wrapping_sub(std::f32::consts::FRAC_1_SQRT_2.to_bits());
    let power = (shifted as i32) >> 23;
    let rest = f32::from_bits(bits.wrapping_sub((power << 23) as u32));
    let z = (rest - 1.0) / (rest + 1.0);
    let square = z * z;
    let series = 1.0 + square * (1.0 / 3.0 + square * (1.0 / 5.0 + square * (1.0 / 7.0 + square / 9.0)));
    power as f32 * std::f32::consts::LN_2 + 2.0 * z * series
}

#[cfg(test)]
mod tests {
    use super::{exp, ln};

    #[test]
    fn it_is_the_logarithm() {
        for x in (1..4000).map(|x| x as f32 / 1000.0).chain([1e-6, 1e6]) {
            assert!((f64::from(ln(x)) - f64::from(x).ln()).abs() < 1e-5, "{x}: {}", ln(x));
        }
        assert_eq!(ln(1.0), 0.0);
        assert!(ln(0.0).is_finite() && ln(-1.0).is_finite());
    }

    #[test]
    fn it_is_the_exponential_function() {
        for x in (-790..790).map(|x| x as f32 / 10.0) {
            let error = (f64::from(exp(x)) / f64::from(x).exp() - 1.0).abs();
            assert!(error < 2e-5, "{x}: {error}");
        }
        assert_eq!((exp(0.0), exp(-1e9)), (1.0, exp(-80.0)));
    }
}
