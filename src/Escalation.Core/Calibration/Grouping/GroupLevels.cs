using Escalation.Calibration.MultipleTesting;

namespace Escalation.Calibration.Grouping;

/// <summary>The error level that each group holds: delta times its weight over the weights of the groups that still hold any.</summary>
/// <remarks>Weights are integers, so that the levels held at any time add up to at most delta, exactly: each is rounded down.</remarks>
internal sealed class GroupLevels
{
    /// <summary>Weights keep so many bits beside the largest.</summary>
    private const int Bits = 60;

    private readonly double _delta;
    private readonly UInt128[] _weights;
    private UInt128 _held;

    /// <param name="delta">The error level of all.</param>
    /// <param name="weights">Positive weights; null for equal ones.</param>
    /// <param name="count">How many groups there are.</param>
    internal GroupLevels(double delta, ReadOnlySpan<double> weights, int count)
    {
        _delta = delta;
        _weights = new UInt128[count];
        double largest = 0.0;
        foreach (double weight in weights)
        {
            largest = Math.Max(largest, weight);
        }

        for (int i = 0; i < count; i++)
        {
            _weights[i] = weights.IsEmpty ? UInt128.One : UInt128.Max((UInt128)Math.ScaleB(weights[i] / largest, Bits), UInt128.One);
            _held += _weights[i];
        }
    }

    /// <summary>What a group holds, from 0 to delta.</summary>
    internal double Level(int group) => _weights[group] == UInt128.Zero ? 0.0 : LevelShare.Level(_delta, _weights[group], _held);

    /// <summary>A group leaves what it holds to those left, in proportion to their weights.</summary>
    internal void Leave(int group)
    {
        _held -= _weights[group];
        _weights[group] = UInt128.Zero;
    }
}
