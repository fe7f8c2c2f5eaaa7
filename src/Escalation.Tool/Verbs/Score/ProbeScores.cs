using System.Globalization;
using Escalation.Probes;
using Escalation.Probes.Files;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Score;

/// <summary>The scores of stored activations by a set of probes, in one pass over the file.</summary>
internal sealed class ProbeScores : IRowScores
{
    private const int LargestBlockBytes = 1 << 26;
    private const int LargestBlockRows = 1 << 16;

    private readonly ActivationFile _activations;
    private readonly ProbeSet _probes;
    private readonly bool _calibrated;
    private readonly string[] _names;
    private readonly float[] _scores;
    private readonly CancellationToken _cancellationToken;

    /// <exception cref="ToolException">Thrown when the probes read activations of another length, or one lacks the calibration that is asked for.</exception>
    internal ProbeScores(ActivationFile activations, ProbeSet probes, bool calibrated, CancellationToken cancellationToken)
    {
        _activations = activations;
        _probes = probes;
        _calibrated = calibrated;
        _names = probes.Names.ToArray();
        _cancellationToken = cancellationToken;
        if (probes.Length != activations.Length)
        {
            throw new ToolException(string.Create(CultureInfo.InvariantCulture, $"{activations.FileName}: a row has {activations.Length} activations, but the probe {ErrorText.Quote(_names[0])} reads {probes.Length}"));
        }

        for (int probe = 0; calibrated && probe < _names.Length; probe++)
        {
            if (probes.Probes[probe].Calibration is null)
            {
                throw new ToolException($"the probe {ErrorText.Quote(_names[probe])} has no calibration (platt), which --calibrated asks for");
            }
        }

        long rowBytes = (long)activations.Length * ActivationRows.SizeOf(activations.Type);
        BlockRows = (int)Math.Clamp(LargestBlockBytes / rowBytes, 1, Math.Min(LargestBlockRows, activations.MaximumCount));
        _scores = new float[BlockRows * _names.Length];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => _names;

    /// <inheritdoc/>
    public long Rows => _activations.Rows;

    /// <inheritdoc/>
    public int BlockRows { get; }

    /// <inheritdoc/>
    public void Compute(long first, int rows, Span<double> scores)
    {
        Span<float> computed = _scores.AsSpan(0, rows * _names.Length);
        _probes.ScoreParallel(_activations.GetRows(first, rows), computed, Environment.ProcessorCount, _cancellationToken);
        for (int i = 0; i < computed.Length; i++)
        {
            int probe = i % _names.Length;
            scores[i] = float.IsFinite(computed[i])
                ? _calibrated ? _probes.Probes[probe].Calibration!.Probability(computed[i]) : computed[i]
                : throw new ToolException(string.Create(CultureInfo.InvariantCulture, $"{_activations.FileName}: row {first + (i / _names.Length)} (the first is 0): the score of the probe {ErrorText.Quote(_names[probe])} is {Report.Number(computed[i])}"));
        }
    }
}
