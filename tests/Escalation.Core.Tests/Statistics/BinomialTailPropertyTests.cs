using Escalation.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Statistics;

public class BinomialTailPropertyTests
{
    private static readonly Gen<(long K, long N, double P)> Cases =
        from exponent in Gen.Choose(0, 60)
        from n in Gen.Choose(1, (int)Math.Max(1, Math.Pow(10, exponent / 10.0)))
        from rate in Gen.Choose(1, 999_999)
        from small in Gen.Choose(0, 3)
        from place in Gen.Choose(-60, 60)
        let p = rate / 1e6 * Math.Pow(10, -3 * small)
        let k = (long)Math.Clamp((n * p) + (place / 10.0 * Math.Sqrt(n * p * (1 - p))), 0, n - 1)
        select (k, (long)n, p);

    [Fact]
    public void Both_tails_make_one_and_a_rounding() => Hold((k, n, p) =>
    {
        double sum = BinomialTail.Lower(k, n, p) + BinomialTail.Upper(k + 1, n, p);
        return sum is >= 1 - 1.2e-16 and <= 1 + 4.5e-16;
    });

    [Fact]
    public void The_tail_grows_with_the_count() => Hold((k, n, p) =>
        BinomialTail.Lower(k - 1, n, p) <= BinomialTail.Lower(k, n, p)
        && BinomialTail.Upper(k + 1, n, p) <= BinomialTail.Upper(k, n, p)
        && BinomialTail.LogLower(k - 1, n, p) <= BinomialTail.LogLower(k, n, p));

    [Fact]
    public void The_tail_falls_with_the_rate() => Hold((k, n, p) =>
        BinomialTail.Lower(k, n, p * (1 + 1e-9)) <= BinomialTail.Lower(k, n, p)
        && BinomialTail.Upper(k, n, p * (1 + 1e-9)) >= BinomialTail.Upper(k, n, p));

    [Fact]
    public void The_tail_falls_with_the_number_of_trials() => Hold((k, n, p) =>
        BinomialTail.Lower(k, n + 1, p) <= BinomialTail.Lower(k, n, p));

    [Fact]
    public void Pascals_rule_joins_three_tails() => Hold((k, n, p) =>
    {
        double joined = ((1 - p) * BinomialTail.Lower(k, n, p)) + (p * BinomialTail.Lower(k - 1, n, p));
        double direct = BinomialTail.Lower(k, n + 1, p);
        return Math.Abs(joined - direct) <= 1e-15 * direct;
    });

    [Fact]
    public void Value_and_logarithm_agree() => Hold((k, n, p) =>
    {
        double log = BinomialTail.LogLower(k, n, p);
        double value = BinomialTail.Lower(k, n, p);
        return Math.Abs(Math.Exp(log) - value) <= value * 1e-15 * (2 + Math.Abs(log)) && log <= 0 && value is >= 0 and <= 1;
    });

    [Fact]
    public void Failures_mirror_successes() => Hold((k, n, p) =>
    {
        double rate = Math.Round(p * 4096) / 4096;
        return BinomialTail.Upper(n - k, n, 1 - rate) == BinomialTail.Lower(k, n, rate)
            && BinomialTail.LogUpper(n - k, n, 1 - rate) == BinomialTail.LogLower(k, n, rate);
    });

    private static void Hold(Func<long, long, double, bool> law) =>
        Prop.ForAll(Cases.ToArbitrary(), c => law(c.K, c.N, c.P)).QuickCheckThrowOnFailure();
}
