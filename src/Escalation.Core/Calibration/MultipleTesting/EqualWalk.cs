namespace Escalation.Calibration.MultipleTesting;

/// <summary>Equal weights, each passed on in equal parts to all that are left: Holm's procedure as a graph, without its m squared transitions.</summary>
internal sealed class EqualWalk(int count) : GraphWalk
{
    private readonly bool[] _removed = new bool[count];
    private int _left = count;

    internal override UInt128 Denominator => (UInt128)Math.Max(_left, 1);

    internal override UInt128 Numerator(int index) => _removed[index] ? UInt128.Zero : UInt128.One;

    internal override double Transition(int from, int to) => _removed[from] || _removed[to] ? 0.0 : 1.0 / (_left - 1);

    internal override void Reject(int index, List<int> grown)
    {
        // All weights grow alike through the denominator, so the order of the ratios stays and no numerator grows.
        _removed[index] = true;
        _left--;
    }
}
