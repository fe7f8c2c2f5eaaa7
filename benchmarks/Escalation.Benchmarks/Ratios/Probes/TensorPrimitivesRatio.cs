using System.Globalization;
using System.Numerics.Tensors;
using Escalation.Probes;

namespace Escalation.Benchmarks.Ratios.Probes;

/// <summary>Batches beside the platform's own dot product, row by row.</summary>
internal sealed class TensorPrimitivesRatio : IRatio
{
    private const int Length = 4096;

    public string Name => "vs-tensorprimitives";

    public string Measures => "time to score a batch over that of System.Numerics.Tensors row by row; lower is better, 0.33 is three times as fast";

    public IEnumerable<RatioCase> Cases()
    {
        float[] weights = AlignedActivations.Weights(Length, 1);
        Half[] halfWeights = [.. weights.Select(weight => (Half)weight)];
        foreach (long bytes in new[] { ProbeCase.InSecondCache, ProbeCase.OutOfCache })
        {
            LinearProbe probe = ProbeCase.Probe(Length);
            string size = string.Create(CultureInfo.InvariantCulture, $"{bytes >> 10} KiB");
            using (var singles = new AlignedActivations(ActivationType.Float32, Length, bytes))
            {
                yield return new RatioCase($"float32 {size}", ProbeCase.Score(probe, singles), RatioBody.Long("Dot<float>", () => Singles(singles, weights)))
                {
                    Verify = () => ProbeCase.Verify(probe, singles),
                };
            }

            using var halves = new AlignedActivations(ActivationType.Float16, Length, bytes);
            yield return new RatioCase($"float16 {size}, widened", ProbeCase.Score(probe, halves), RatioBody.Long("ConvertToSingle and Dot<float>", () => Widened(halves, weights)))
            {
                Verify = () => ProbeCase.Verify(probe, halves),
            };

            // Every row out of cache would take seconds a call; its time does not depend on where the row lies.
            using var few = new AlignedActivations(ActivationType.Float16, Length, Math.Min(bytes, 1L << 20));
            yield return new RatioCase(string.Create(CultureInfo.InvariantCulture, $"float16 {few.ByteCount >> 10} KiB, as halves"), ProbeCase.Score(probe, few), RatioBody.Long("Dot<Half>", () => Halves(few, halfWeights)));
        }
    }

    private static double Singles(AlignedActivations memory, float[] weights)
    {
        ReadOnlySpan<float> rows = memory.As<float>();
        double sum = 0;
        for (int row = 0; row < memory.Rows; row++)
        {
            sum += TensorPrimitives.Dot(rows.Slice(row * Length, Length), weights);
        }

        return sum;
    }

    private static double Widened(AlignedActivations memory, float[] weights)
    {
        ReadOnlySpan<Half> rows = memory.As<Half>();
        Span<float> widened = stackalloc float[Length];
        double sum = 0;
        for (int row = 0; row < memory.Rows; row++)
        {
            TensorPrimitives.ConvertToSingle(rows.Slice(row * Length, Length), widened);
            sum += TensorPrimitives.Dot(widened, weights);
        }

        return sum;
    }

    private static double Halves(AlignedActivations memory, Half[] weights)
    {
        ReadOnlySpan<Half> rows = memory.As<Half>();
        double sum = 0;
        for (int row = 0; row < memory.Rows; row++)
        {
            sum += (double)TensorPrimitives.Dot(rows.Slice(row * Length, Length), weights);
        }

        return sum;
    }
}
