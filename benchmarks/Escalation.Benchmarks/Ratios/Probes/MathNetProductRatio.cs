using System.Globalization;
using Escalation.Probes;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra.Single;

namespace Escalation.Benchmarks.Ratios.Probes;

/// <summary>A batch beside MathNet's product of a matrix and a vector, on one thread.</summary>
internal sealed class MathNetProductRatio : IRatio
{
    private const int Rows = 256;

    public string Name => "vs-mathnet";

    public string Measures => "time to score 256 float32 rows over MathNet's managed matrix product, rows contiguous; lower is better";

    public IEnumerable<RatioCase> Cases()
    {
        Control.UseSingleThread();
        foreach (int length in new[] { 768, 4096 })
        {
            using var memory = new AlignedActivations(ActivationType.Float32, length, (long)Rows * length * sizeof(float));
            LinearProbe probe = ProbeCase.Probe(length);
            var matrix = new DenseMatrix(length, Rows, memory.As<float>().ToArray());
            DenseVector weights = DenseVector.OfEnumerable(AlignedActivations.Weights(length, 1));
            yield return new RatioCase(
                string.Create(CultureInfo.InvariantCulture, $"d = {length}"),
                ProbeCase.Score(probe, memory),
                RatioBody.Long("MathNet TransposeThisAndMultiply", () => matrix.TransposeThisAndMultiply(weights)[0]))
            {
                Verify = () => ProbeCase.Verify(probe, memory),
            };
        }
    }
}
