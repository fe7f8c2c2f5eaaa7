using System.Buffers.Binary;
using Escalation.Probes.Pooling;

namespace Escalation.Core.Tests.Probes.Pooling;

public class TokenStateFormatTests
{
    [Fact]
    public void A_sequence_that_moves_after_any_token_ends_in_the_same_bits()
    {
        double[] logits = [0.5, -3.0, 2.0, 1.999, 7.0, -0.1, 0.3, 0.2, 0.1, 5.0, 4.0, 6.5];
        foreach ((PoolingRule rule, _) in PoolingRules.All)
        {
            for (int moved = 0; moved <= logits.Length; moved++)
            {
                var here = new LogitPooling(rule);
                here.Add(logits.AsSpan(0, moved));
                var there = new LogitPooling(rule);
                there.Add(99.0);
                there.LoadState(here.SaveState());
                Assert.Equal(moved, there.Count);
                Assert.Equal(here.Value, there.Value);
                there.Add(logits.AsSpan(moved));
                Assert.Equal(PoolingRules.Pool(rule, logits), there.Value);
            }
        }
    }

    [Fact]
    public void A_token_that_was_not_finite_is_not_forgotten_on_the_way()
    {
        var here = new LogitPooling(PoolingRule.Max);
        here.Add([1.0, double.NegativeInfinity]);
        var there = new LogitPooling(PoolingRule.Max);

        there.LoadState(here.SaveState());
        there.Add(2.0);

        Assert.Equal(double.NaN, there.Value);
    }

    [Fact]
    public void The_bytes_of_version_1_stay_readable()
    {
        byte[] saved = Convert.FromHexString("45544B5301000000040000000100000002000000000000006D65616E" + "0000000000000840" + "0000000000000000");
        var pooling = new LogitPooling(PoolingRule.Mean);

        pooling.LoadState(saved);

        Assert.Equal(1.5, pooling.Value);
        Assert.Equal(saved, pooling.SaveState());
    }

    [Fact]
    public void A_state_of_another_rule_length_or_version_is_refused_and_changes_nothing()
    {
        var pooling = new LogitPooling(PoolingRule.Softmax(2.0));
        pooling.Add([1.0, 2.0]);
        double? before = pooling.Value;
        byte[] saved = pooling.SaveState();

        Refused(new LogitPooling(PoolingRule.Softmax(3.0)).SaveState(), "softmax(2)");
        Refused(new ActivationPooling(PoolingRule.Softmax(2.0), 2).SaveState(), "width 2");
        Refused(Changed(4, 2), "version 2");
        Refused(Changed(0, 0), "not the saved state");
        Refused(Changed(8, int.MaxValue), "softmax(2)");
        Refused(Changed(8, -1), "softmax(2)");
        Refused(Changed(20, int.MinValue), "tokens");
        for (int length = 0; length < saved.Length; length++)
        {
            Refused(saved[..length], "");
        }

        Refused([.. saved, 0], "bytes");
        Assert.Equal(before, pooling.Value);
        Assert.Equal(2, pooling.Count);

        byte[] Changed(int offset, int value)
        {
            byte[] copy = [.. saved];
            BinaryPrimitives.WriteInt32LittleEndian(copy.AsSpan(offset), value);
            return copy;
        }

        void Refused(byte[] bytes, string why) => Assert.Contains(why, Assert.Throws<FormatException>(() => pooling.LoadState(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Vectors_move_too()
    {
        var here = new ActivationPooling(PoolingRule.RollingMeanMax(2), 2);
        here.Add([1f, 2f]);
        here.Add([3f, -2f]);
        here.Add([3f, 5f]);
        var there = new ActivationPooling(PoolingRule.RollingMeanMax(2), 2);
        var pooled = new float[2];

        there.LoadState(here.SaveState());
        there.Add([-9f, 1f]);

        Assert.True(there.TryRead(pooled));
        Assert.Equal([3f, 3f], pooled);
    }
}
