using Escalation.Probes;
using Escalation.Probes.Pooling;

namespace ProbeScreening;

/// <summary>The activations of one turn's tokens, row by row, and whether the answer was right.</summary>
internal sealed record SimulatedTurn(float[] Tokens, bool IsRight)
{
    /// <summary>The mean over the tokens. A host does this while the model generates: one Add for each token, and no token is kept.</summary>
    internal float[] Pool(ActivationPooling pooling)
    {
        pooling.Reset();
        pooling.Add(ActivationRows.FromSingles(Tokens, SimulatedModel.Length));
        var pooled = new float[SimulatedModel.Length];
        return pooling.TryRead(pooled) ? pooled : throw new InvalidOperationException("A turn without tokens has no activations.");
    }
}
