using System.Runtime.CompilerServices;

namespace Escalation.Statistics;

/// <summary>A running sum that keeps what each addition rounds off (Neumaier, 1974): a million terms lose no more than a few last places.</summary>
internal struct CompensatedSum
{
    private double _sum;
    private double _lost;

    /// <summary>The sum.</summary>
    public readonly double Value => _sum + _lost;

    /// <summary>Adds a finite term.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double term)
    {
        double next = _sum + term;
        _lost += Math.Abs(_sum) >= Math.Abs(term) ? (_sum - next) + term : (term - next) + _sum;
        _sum = next;
    }
}
