using Escalation.Probes.Pooling;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Probes.Pooling;

public class LogitPoolingTests
{
    private static readonly Gen<double[]> Sequences = Gen.Choose(-4000, 4000).Select(value => value / 256.0).NonEmptyListOf().Select(list => list.ToArray());

    [Fact]
    public void Every_rule_is_its_definition_after_every_token()
    {
        Prop.ForAll(Sequences.ToArbitrary(), logits =>
        {
            foreach ((PoolingRule rule, Func<double[], double> definition) in PoolingRules.All)
            {
                var pooling = new LogitPooling(rule);
                for (int t = 0; t < logits.Length; t++)
                {
                    pooling.Add(logits[t]);
                    Assert.Equal(definition(logits[..(t + 1)]), pooling.Value!.Value, 1e-12);
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_sequence_without_tokens_has_no_value()
    {
        foreach ((PoolingRule rule, _) in PoolingRules.All)
        {
            var pooling = new LogitPooling(rule);
            Assert.Null(pooling.Value);
            pooling.Add([]);
            pooling.Add([1.0, double.NaN], [false, false]);
            Assert.Null(pooling.Value);
            Assert.Equal(0, pooling.Count);
        }
    }

    [Fact]
    public void Padding_never_counts_whatever_it_holds()
    {
        Gen<(double Logit, bool Real, int Garbage)[]> padded = Gen.Choose(-4000, 4000).SelectMany(value => Gen.Elements(true, false).SelectMany(real => Gen.Choose(0, 3).Select(garbage => (value / 256.0, real, garbage)))).ListOf().Select(list => list.ToArray());
        double[] garbage = [0.0, double.NaN, double.PositiveInfinity, 1e30];
        Prop.ForAll(padded.ToArbitrary(), tokens =>
        {
            double[] real = [.. tokens.Where(token => token.Real).Select(token => token.Logit)];
            double[] all = [.. tokens.Select(token => token.Real ? token.Logit : garbage[token.Garbage])];
            foreach ((PoolingRule rule, _) in PoolingRules.All)
            {
                var expected = new LogitPooling(rule);
                expected.Add(real);
                var pooling = new LogitPooling(rule);
                pooling.Add(all, [.. tokens.Select(token => token.Real)]);
                Assert.Equal(expected.Value, pooling.Value);
                Assert.Equal(expected.Count, pooling.Count);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_order_of_the_tokens_matters_only_to_the_rules_that_say_so()
    {
        Prop.ForAll(Sequences.ToArbitrary(), logits =>
        {
            double[] reversed = [.. logits.Reverse()];
            foreach (PoolingRule rule in PoolingRules.OrderFree)
            {
                Assert.Equal(PoolingRules.Pool(rule, logits), PoolingRules.Pool(rule, reversed), 1e-12);
            }

            Assert.Equal(BitConverter.DoubleToInt64Bits(PoolingRules.Pool(PoolingRule.TopMean(3), logits)), BitConverter.DoubleToInt64Bits(PoolingRules.Pool(PoolingRule.TopMean(3), reversed)));
            Assert.Equal(logits[0], PoolingRules.Pool(PoolingRule.Last, reversed));
            Assert.Equal(logits[^1], PoolingRules.Pool(PoolingRule.First, reversed));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_token_that_is_not_finite_shows_from_every_position()
    {
        foreach (PoolingRule rule in PoolingRules.ReadingEveryToken)
        {
            foreach (double bad in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
            {
                for (int position = 0; position < 25; position++)
                {
                    double[] logits = [.. Enumerable.Range(0, 25).Select(t => t == position ? bad : Math.Sin(t))];
                    Assert.False(double.IsFinite(PoolingRules.Pool(rule, logits)), $"{rule}: {bad} at {position}");
                }
            }
        }

        Assert.Equal(double.NaN, PoolingRules.Pool(PoolingRule.Max, 1.0, double.NaN, 2.0));
        Assert.Equal(double.PositiveInfinity, PoolingRules.Pool(PoolingRule.Max, 1.0, double.PositiveInfinity, 2.0));
        Assert.Equal(double.NaN, PoolingRules.Pool(PoolingRule.Max, 1.0, double.NegativeInfinity, 2.0));
    }

    [Fact]
    public void First_and_last_read_one_token_alone()
    {
        Assert.Equal(2.0, PoolingRules.Pool(PoolingRule.Last, double.NaN, 2.0));
        Assert.Equal(double.NaN, PoolingRules.Pool(PoolingRule.Last, 2.0, double.NaN));
        Assert.Equal(2.0, PoolingRules.Pool(PoolingRule.First, 2.0, double.NaN));
        Assert.Equal(double.NaN, PoolingRules.Pool(PoolingRule.First, double.NaN, 2.0));
    }

    [Fact]
    public void Reset_starts_over_even_after_a_token_that_was_not_finite()
    {
        foreach ((PoolingRule rule, Func<double[], double> definition) in PoolingRules.All)
        {
            var pooling = new LogitPooling(rule);
            pooling.Add([100.0, double.NaN, 50.0, 60.0]);
            pooling.Reset();
            Assert.Null(pooling.Value);

            pooling.Add([-2.0, -1.0]);

            Assert.Equal(definition([-2.0, -1.0]), pooling.Value!.Value, 1e-15);
        }
    }

    [Fact]
    public void Tokens_cost_no_memory()
    {
        LogitPooling[] poolings = [.. PoolingRules.All.Select(one => new LogitPooling(one.Rule))];
        double[] logits = [.. Enumerable.Range(0, 200).Select(t => Math.Sin(t))];
        bool[] real = [.. logits.Select(value => value > -0.5)];
        double sum = Run();

        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += Run();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(double.IsFinite(sum));

        double Run()
        {
            double total = 0.0;
            foreach (LogitPooling pooling in poolings)
            {
                pooling.Reset();
                pooling.Add(logits, real);
                pooling.Add(logits);
                pooling.Add(1.0);
                total += pooling.Value!.Value;
            }

            return total;
        }
    }

    [Fact]
    public void A_mask_of_another_length_is_refused()
    {
        var pooling = new LogitPooling(PoolingRule.Mean);

        Assert.Throws<ArgumentException>("real", () => pooling.Add([1.0, 2.0], [true]));
        Assert.Throws<ArgumentException>("real", () => pooling.Add([], [true]));
        Assert.Throws<ArgumentNullException>("rule", () => new LogitPooling(null!));
        Assert.Equal(0, pooling.Count);
    }
}
