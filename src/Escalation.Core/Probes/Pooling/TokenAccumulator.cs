namespace Escalation.Probes.Pooling;

/// <summary>The state of one reducer over one sequence, with the memory of tokens that were not finite.</summary>
internal sealed class TokenAccumulator
{
    private readonly TokenReducer _reducer;
    private readonly double[] _state;
    private readonly double[] _taint;

    internal TokenAccumulator(TokenReducer reducer, string name, int width)
    {
        _reducer = reducer;
        Name = name;
        Width = width;
        _state = new double[reducer.StateLength(width)];
        _taint = new double[width];
    }

    internal string Name { get; }

    internal int Width { get; }

    internal long Count { get; private set; }

    internal Span<double> State => _state;

    internal Span<double> Taint => _taint;

    internal void Add(ReadOnlySpan<double> token)
    {
        _reducer.Add(_state, Count, token);
        Count++;
        for (int i = 0; i < token.Length; i++)
        {
            // 0 for a finite number and NaN for any other, which then stays: a maximum would forget -infinity, a weight of 0 any infinity.
            _taint[i] += 0.0 * token[i];
        }
    }

    internal bool TryRead(Span<double> result)
    {
        if (Count == 0)
        {
            return false;
        }

        _reducer.Read(_state, Count, result);
        if (_reducer.ReadsEveryToken)
        {
            Spoil(result);
        }

        return true;
    }

    internal void Reset()
    {
        Count = 0;
        Array.Clear(_state);
        Array.Clear(_taint);
    }

    internal void Restore(long count)
    {
        Count = count;
        if (count == 0)
        {
            Reset();
        }
    }

    private void Spoil(Span<double> result)
    {
        for (int i = 0; i < _taint.Length; i++)
        {
            int element = result.Length == 1 ? 0 : i;
            if (double.IsNaN(_taint[i]) && double.IsFinite(result[element]))
            {
                result[element] = double.NaN;
            }
        }
    }
}
