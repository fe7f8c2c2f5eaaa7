using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Escalation.Triggers.Loops;

/// <summary>For every period p up to 64 at once: how many of the latest steps equal the step p before them.</summary>
/// <remarks>
/// <para><c>run[p] = s[i] == s[i-p] ? run[p] + 1 : 0</c>, so k repetitions of a period p stand at the end exactly when <c>run[p] &gt;= p (k - 1)</c>. The
/// latest 64 signatures stand newest first in a ring that is stored twice, hence always in one piece, and a step is a few dozen vector compares,
/// whatever the history. Exact: no period is missed, and where signatures differ none is invented.</para>
/// <para>Constant time and memory, the same answers without vectors; allocates nothing. Not safe for concurrent use.</para>
/// </remarks>
internal sealed class PeriodTracker
{
    internal const int Longest = 64;

    /// <summary>Where a run stops growing, far from overflow.</summary>
    internal const int LongestRun = 1 << 30;

    private readonly ulong[] _signatures = new ulong[2 * Longest];
    private readonly long[] _steps = new long[2 * Longest];
    private readonly int[] _tolerances = new int[2 * Longest];
    private readonly int[] _runs = new int[Longest];
    private readonly long[] _starts = new long[Longest];
    private readonly CycleRule _rule;
    private int _at;

    // How many steps ago the latest tolerant one was; beyond the ring there is none.
    private int _sinceTolerant = Longest;

    internal PeriodTracker(CycleRule rule) => _rule = rule;

    /// <summary>How many steps are at hand, at most 64.</summary>
    internal int Count { get; private set; }

    internal ReadOnlySpan<ulong> Signatures => _signatures.AsSpan(_at, Count);

    internal ReadOnlySpan<long> Steps => _steps.AsSpan(_at, Count);

    internal ReadOnlySpan<int> Runs => _runs;

    internal ReadOnlySpan<long> Starts => _starts;

    internal static ulong NonZero(ulong signature) => signature == 0 ? 1 : signature;

    internal void Clear()
    {
        (Count, _sinceTolerant) = (0, Longest);
        Array.Clear(_signatures);
        Array.Clear(_runs);
    }

    /// <summary>Takes one more step into account and looks for a cycle.</summary>
    /// <param name="signature">What is compared; 0 equals nothing, not even 0.</param>
    /// <param name="tolerance">How many times as many periods the step's tool may show; at least 1.</param>
    /// <param name="step">The step's number.</param>
    internal LoopVerdict Append(ulong signature, int tolerance, long step)
    {
        ulong candidates = Advance(signature, _runs, _starts);
        Push(signature, tolerance, step);
        return candidates == 0 ? default : Judge(candidates, _runs, _starts, newest: 1, lag: 0);
    }

    /// <summary>What <see cref="Append"/> would say of the step. Changes nothing.</summary>
    internal LoopVerdict Preview(ulong signature, int tolerance)
    {
        Span<int> runs = stackalloc int[Longest];
        Span<long> starts = stackalloc long[Longest];
        _runs.CopyTo(runs);
        _starts.CopyTo(starts);
        ulong candidates = Advance(signature, runs, starts);
        return candidates == 0 ? default : Judge(candidates, runs, starts, tolerance, lag: 1);
    }

    /// <summary>What the latest step amounts to, once more.</summary>
    internal LoopVerdict Current() => Judge(Candidates(_runs), _runs, _starts, newest: 1, lag: 0);

    /// <summary>Puts back the state that the properties showed, newest first.</summary>
    internal void Restore(ReadOnlySpan<ulong> signatures, ReadOnlySpan<int> tolerances, ReadOnlySpan<long> steps, ReadOnlySpan<int> runs, ReadOnlySpan<long> starts)
    {
        for (int i = signatures.Length - 1; i >= 0; i--)
        {
            Push(signatures[i], tolerances[i], steps[i]);
        }

        runs.CopyTo(_runs);
        starts.CopyTo(_starts);
    }

    /// <summary>The same step without vectors: what <see cref="Advance"/> means.</summary>
    internal ulong AdvanceOneByOne(ulong signature, Span<int> runs, Span<long> starts)
    {
        for (int i = 0; i < Longest; i++)
        {
            bool equal = signature != 0 && signature == _signatures[_at + i];
            starts[i] = equal && runs[i] == 0 ? _steps[_at + i] : starts[i];
            runs[i] = equal ? Math.Min(runs[i] + 1, LongestRun) : 0;
        }

        return Candidates(runs);
    }

    /// <summary>Moves all runs on, and tells the periods whose run is long enough, period p at bit p - 1.</summary>
    private ulong Advance(ulong signature, Span<int> runs, Span<long> starts)
    {
        if (!Vector128.IsHardwareAccelerated || signature == 0)
        {
            return AdvanceOneByOne(signature, runs, starts);
        }

        ref ulong signatures = ref _signatures[_at];
        ref int run = ref MemoryMarshal.GetReference(runs);
        ref int needed = ref MemoryMarshal.GetArrayDataReference(_rule.Needed);
        var newest = Vector256.Create(signature);
        var longest = Vector256.Create(LongestRun);
        Vector256<int> enough = Vector256<int>.Zero, begun = Vector256<int>.Zero;
        for (nuint i = 0; i < Longest; i += (nuint)Vector256<int>.Count)
        {
            // All ones, which is -1, where the signatures are equal.
            Vector256<int> equal = Vector256.Narrow(
                Vector256.Equals(newest, Vector256.LoadUnsafe(ref signatures, i)).AsInt64(),
                Vector256.Equals(newest, Vector256.LoadUnsafe(ref signatures, i + (nuint)Vector256<ulong>.Count)).AsInt64());
            Vector256<int> grown = Vector256.Min((Vector256.LoadUnsafe(ref run, i) - equal) & equal, longest);
            grown.StoreUnsafe(ref run, i);
            begun |= Vector256.Equals(grown, Vector256<int>.One);
            enough |= Vector256.GreaterThanOrEqual(grown, Vector256.LoadUnsafe(ref needed, i));
        }

        if (begun != Vector256<int>.Zero)
        {
            Begin(runs, starts);
        }

        return enough == Vector256<int>.Zero ? 0 : Candidates(runs);
    }

    /// <summary>Notes where the runs that are one step long began.</summary>
    private void Begin(ReadOnlySpan<int> runs, Span<long> starts)
    {
        ref int run = ref MemoryMarshal.GetReference(runs);
        ulong begun = 0;
        for (int i = 0; i < Longest; i += Vector256<int>.Count)
        {
            begun |= (ulong)Vector256.Equals(Vector256.LoadUnsafe(ref run, (nuint)i), Vector256<int>.One).ExtractMostSignificantBits() << i;
        }

        for (; begun != 0; begun &= begun - 1)
        {
            int i = BitOperations.TrailingZeroCount(begun);
            starts[i] = _steps[_at + i];
        }
    }

    /// <summary>The periods whose run is long enough, tolerances aside. A period whose steps are all equal is a repeat and no cycle.</summary>
    private ulong Candidates(ReadOnlySpan<int> runs)
    {
        ref int run = ref MemoryMarshal.GetReference(runs);
        ref int needed = ref MemoryMarshal.GetArrayDataReference(_rule.Needed);
        ulong enough = 0;
        for (int i = 0; i < Longest; i += Vector256<int>.Count)
        {
            enough |= (ulong)Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref run, (nuint)i), Vector256.LoadUnsafe(ref needed, (nuint)i)).ExtractMostSignificantBits() << i;
        }

        return runs[0] >= Longest - 1 ? 0 : enough & (ulong.MaxValue << (runs[0] + 1));
    }

    /// <summary>The gravest cycle, of equally grave ones the shortest.</summary>
    private LoopVerdict Judge(ulong candidates, ReadOnlySpan<int> runs, ReadOnlySpan<long> starts, int newest, int lag)
    {
        var verdict = default(LoopVerdict);
        for (; candidates != 0 && verdict.Stage != LoopStage.Stop; candidates &= candidates - 1)
        {
            int i = BitOperations.TrailingZeroCount(candidates);
            long needed = (long)_rule.Periods * Math.Max(newest, Tolerance(i + 1 - lag));
            verdict = LoopVerdict.Graver(verdict, LoopVerdict.Judge(LoopKind.Cycle, i + 1, (runs[i] / (i + 1)) + 1, needed, _rule.StopAfter, starts[i]));
        }

        return verdict;
    }

    /// <summary>The largest tolerance among so many of the latest steps.</summary>
    private int Tolerance(int steps)
    {
        int tolerance = 1;
        for (int i = _sinceTolerant; i < steps; i++)
        {
            tolerance = Math.Max(tolerance, _tolerances[_at + i]);
        }

        return tolerance;
    }

    private void Push(ulong signature, int tolerance, long step)
    {
        _at = _at == 0 ? Longest - 1 : _at - 1;
        Set(_signatures, signature);
        Set(_steps, step);
        Set(_tolerances, tolerance);
        Count = Math.Min(Count + 1, Longest);
        _sinceTolerant = tolerance > 1 ? 0 : Math.Min(_sinceTolerant + 1, Longest);
    }

    private void Set<T>(T[] ring, T value)
    {
        ring[_at] = value;
        ring[_at + Longest] = value;
    }
}
