namespace Escalation.Experiments.TruthProbes;

/// <summary>One model's activations at the answer to statements, each asked honestly and asked to lie, and what the expert answers when asked honestly.</summary>
internal sealed class TruthProbeData
{
    /// <summary>The model.</summary>
    internal required string Model { get; init; }

    /// <summary>The model that answers as the expert.</summary>
    internal required string ExpertName { get; init; }

    /// <summary>Row-major activations.</summary>
    internal required float[] Activations { get; init; }

    /// <summary>Activations in a row.</summary>
    internal required int Length { get; init; }

    /// <summary>The statement of each row: the group that no fold may part.</summary>
    internal required int[] Statements { get; init; }

    /// <summary>Whether the row was asked honestly.</summary>
    internal required bool[] Honest { get; init; }

    /// <summary>Whether the statement is true.</summary>
    internal required bool[] True { get; init; }

    /// <summary>1 where the expert says yes to the statement, else 0.</summary>
    internal required double[] Expert { get; init; }

    /// <summary>The AUROC of the reference recipe over all rows.</summary>
    internal required double ReferenceAuroc { get; init; }

    /// <summary>The AUROC with which the reference probe's uncertainty tells where delegation helps; null with another expert than the reference's.</summary>
    internal required double? ReferenceUncertainty { get; init; }

    internal int Rows => Statements.Length;

    /// <summary>The activations of some rows.</summary>
    internal float[] Of(int[] rows)
    {
        var chosen = new float[rows.Length * Length];
        for (int i = 0; i < rows.Length; i++)
        {
            Activations.AsSpan(rows[i] * Length, Length).CopyTo(chosen.AsSpan(i * Length));
        }

        return chosen;
    }
}
