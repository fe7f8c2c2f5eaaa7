namespace Escalation.Benchmarks.Ratios.Triggers;

/// <summary>The naive way: keep the history and compare windows backwards, for each period until the first difference.</summary>
internal sealed class WindowRescan(int periods, int longestPeriod)
{
    private readonly ulong[] _history = new ulong[2 * periods * longestPeriod];
    private int _length;

    /// <summary>Appends a step and returns the shortest period, from 2 on, that stands often enough at the end and is not one step repeated; 0 when there is none.</summary>
    internal int Append(ulong signature)
    {
        if (_length == _history.Length)
        {
            int kept = periods * longestPeriod;
            Array.Copy(_history, _length - kept, _history, 0, kept);
            _length = kept;
        }

        _history[_length++] = signature;
        ReadOnlySpan<ulong> history = _history.AsSpan(0, _length);
        for (int period = 2; period <= longestPeriod && period * periods <= history.Length; period++)
        {
            int needed = period * (periods - 1);
            int run = 0;
            while (run < needed && history[^(run + 1)] == history[^(run + 1 + period)])
            {
                run++;
            }

            if (run == needed && history[^period..].ContainsAnyExcept(signature))
            {
                return period;
            }
        }

        return 0;
    }
}
