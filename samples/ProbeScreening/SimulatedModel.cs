using Escalation.Probes;
using Escalation.Probes.Pooling;

namespace ProbeScreening;

/// <summary>Stands in for a model whose hidden states can be read: on hard turns some tokens lie further along one direction, and the answer is wrong more often.</summary>
internal sealed class SimulatedModel
{
    internal const int Length = 64;

    private const double HardShare = 0.35;
    private const double Shift = 1.2;

    private readonly Random _random;
    private readonly float[] _direction = new float[Length];

    internal SimulatedModel(int seed)
    {
        _random = new Random(seed);
        for (int i = 0; i < Length; i++)
        {
            _direction[i] = (float)(Gaussian() / Math.Sqrt(Length));
        }
    }

    /// <summary>Whose activations these are. Probe and host must say the same, or the probe refuses to be used.</summary>
    internal static ProbeFingerprint Fingerprint { get; } = new("simulated-8b@1", layer: 12, pooling: PoolingRule.Mean.Name);

    /// <summary>Runs the model on one turn.</summary>
    internal SimulatedTurn Answer()
    {
        bool hard = _random.NextDouble() < HardShare;
        var tokens = new float[_random.Next(8, 40) * Length];
        for (int token = 0; token < tokens.Length; token += Length)
        {
            double shift = hard && _random.Next(3) == 0 ? Shift * Math.Sqrt(Length) : 0.0;
            for (int i = 0; i < Length; i++)
            {
                tokens[token + i] = (float)(Gaussian() + (shift * _direction[i]));
            }
        }

        return new SimulatedTurn(tokens, IsRight: _random.NextDouble() < (hard ? 0.3 : 0.97));
    }

    private double Gaussian() => Math.Sqrt(-2.0 * Math.Log(1.0 - _random.NextDouble())) * Math.Cos(2.0 * Math.PI * _random.NextDouble());
}
