using System.Numerics;
using System.Runtime.InteropServices;

namespace Escalation.Triggers.Loops;

/// <summary>For every period p up to 64 at once: how many of the latest steps equal the step p before them.</summary>
/// <remarks>
/// <para><c>run[p] = s[i] == s[i-p] ? run[p] + 1 : 0</c>, so k repetitions of a period p stand at the end exactly when <c>run[p] &gt;= p (k - 1)</c>. The
/// latest 64 signatures stand newest first in a ring that is stored twice, hence always in one piece, and a step is a few dozen vector compares,
/// whatever the history. Exact: no period is missed, and with equal signatures none is invented.</para>
/// <para>Constant time and memory; allocates nothing. Not safe for concurrent use.</para>
/// </remarks>
internal sealed class PeriodTracker
{
    internal const int Longest = 64;

    private readonly ulong[] _signatures = new ulong[2 * Longest];
    private readonly long[] _steps = new long[2 * Longest];
    private readonly int[] _tolerances = new int[2 * Longest];
    private readonly long[] _runs = new long[Longest];
    private readonly long[] _starts = new long[Longest];
    private readonly CycleRule _rule;
    private int _at;

    internal PeriodTracker(CycleRule rule) => _rule = rule;

    /// <summary>How many steps are at hand, at most 64.</summary>
    internal int Count { get; private set; }

    internal ReadOnlySpan<ulong> Signatures => _signatures.AsSpan(_at, Count);

    internal ReadOnlySpan<long> Steps => _steps.AsSpan(_at, Count);

    internal ReadOnlySpan<long> Runs => _runs;

    internal ReadOnlySpan<long> Starts => _starts;

    internal static ulong NonZero(ulong signature) => signature == 0 ? 1 : signature;

    internal void Clear()
    {
        Count = 0;
        Array.Clear(_signatures);
        Array.Clear(_runs);
    }

    /// <summary>Takes one more step into account and looks for a cycle.</summary>
    /// <param name="signature">What is compared; 0 equals nothing, not even 0.</param>
    /// <param name="tolerance">How many times as many periods the step's tool may show; at least 1.</param>
    /// <param name="step">The step's number.</param>
    internal LoopVerdict Append(ulong signature, int tolerance, long step)
    {
        bool any = Advance(signature, _runs, _starts);
        Push(signature, tolerance, step);
        return any ? Judge(_runs, _starts, tolerance, lag: 0) : default;
    }

    /// <summary>What <see cref="Append"/> would say of the step. Changes nothing.</summary>
    internal LoopVerdict Preview(ulong signature, int tolerance)
    {
        Span<long> runs = stackalloc long[Longest];
        Span<long> starts = stackalloc long[Longest];
        _runs.CopyTo(runs);
        _starts.CopyTo(starts);
        return Advance(signature, runs, starts) ? Judge(runs, starts, tolerance, lag: 1) : default;
    }

    /// <summary>What the latest step amounts to, once more.</summary>
    internal LoopVerdict Current() => Count == 0 ? default : Judge(_runs, _starts, _tolerances[_at], lag: 0);

    /// <summary>Puts back the state that the properties showed, newest first.</summary>
    internal void Restore(ReadOnlySpan<ulong> signatures, ReadOnlySpan<int> tolerances, ReadOnlySpan<long> steps, ReadOnlySpan<long> runs, ReadOnlySpan<long> starts)
    {
        for (int i = signatures.Length - 1; i >= 0; i--)
        {
            Push(signatures[i], tolerances[i], steps[i]);
        }

        runs.CopyTo(_runs);
        starts.CopyTo(_starts);
    }

    /// <summary>The same step without vectors: the meaning of <see cref="Advance"/> in three lines.</summary>
    internal bool AdvanceOneByOne(ulong signature, Span<long> runs, Span<long> starts)
    {
        bool any = false;
        for (int i = 0; i < Longest; i++)
        {
            bool equal = signature != 0 && signature == _signatures[_at + i];
            starts[i] = equal && runs[i] == 0 ? _steps[_at + i] : starts[i];
            runs[i] = equal ? runs[i] + 1 : 0;
            any |= runs[i] >= _rule.Needed[i];
        }

        return any;
    }

    private bool Advance(ulong signature, Span<long> runs, Span<long> starts)
    {
        if (!Vector.IsHardwareAccelerated || signature == 0)
        {
            return AdvanceOneByOne(signature, runs, starts);
        }

        ref ulong signatures = ref _signatures[_at];
        ref long steps = ref _steps[_at];
        ref long run = ref MemoryMarshal.GetReference(runs);
        ref long start = ref MemoryMarshal.GetReference(starts);
        ref long needed = ref MemoryMarshal.GetArrayDataReference(_rule.Needed);
        Vector<ulong> newest = new(signature);
        Vector<long> any = Vector<long>.Zero;
        for (nuint i = 0; i < Longest; i += (nuint)Vector<long>.Count)
        {
            // All ones, which is -1, where the signatures are equal.
            Vector<long> equal = Vector.AsVectorInt64(Vector.Equals(newest, Vector.LoadUnsafe(ref signatures, i)));
            Vector<long> old = Vector.LoadUnsafe(ref run, i);
            Vector<long> begins = Vector.Equals(old, Vector<long>.Zero) & equal;
            Vector.ConditionalSelect(begins, Vector.LoadUnsafe(ref steps, i), Vector.LoadUnsafe(ref start, i)).StoreUnsafe(ref start, i);
            Vector<long> grown = (old - equal) & equal;
            grown.StoreUnsafe(ref run, i);
            any |= Vector.GreaterThanOrEqual(grown, Vector.LoadUnsafe(ref needed, i));
        }

        return any != Vector<long>.Zero;
    }

    /// <summary>The gravest cycle, of equally grave ones the shortest. A period whose steps are all equal is a repeat and no cycle.</summary>
    private LoopVerdict Judge(ReadOnlySpan<long> runs, ReadOnlySpan<long> starts, int newest, int lag)
    {
        var verdict = default(LoopVerdict);
        int tolerance = newest;
        for (int period = 2; period <= _rule.LongestPeriod; period++)
        {
            tolerance = Math.Max(tolerance, _tolerances[_at + period - 1 - lag]);
            long run = runs[period - 1];
            if (run >= _rule.Needed[period - 1] && runs[0] < period - 1)
            {
                int repeats = (int)Math.Min(int.MaxValue, (run / period) + 1);
                verdict = LoopVerdict.Graver(verdict, LoopVerdict.Judge(LoopKind.Cycle, period, repeats, (long)_rule.Periods * tolerance, _rule.StopAfter, starts[period - 1]));
            }
        }

        return verdict;
    }

    private void Push(ulong signature, int tolerance, long step)
    {
        _at = _at == 0 ? Longest - 1 : _at - 1;
        Set(_signatures, signature);
        Set(_steps, step);
        Set(_tolerances, tolerance);
        Count = Math.Min(Count + 1, Longest);
    }

    private void Set<T>(T[] ring, T value)
    {
        ring[_at] = value;
        ring[_at + Longest] = value;
    }
}
