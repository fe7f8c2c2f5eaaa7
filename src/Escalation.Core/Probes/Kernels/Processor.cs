using System.Runtime.Intrinsics.X86;

namespace Escalation.Probes.Kernels;

/// <summary>What is known of this machine beyond its instruction sets. It decides the speed of a path only, never a bit of a score.</summary>
internal static class Processor
{
    // The registers ebx, edx and ecx of leaf 0 spell the maker's name.
    private const int Auth = 0x68747541;
    private const int Enti = 0x69746E65;
    private const int CAmd = 0x444D4163;

    /// <summary>Whether a product with a subnormal float costs what any other costs: so on AMD processors, while others stop for more than a hundred cycles.</summary>
    internal static bool MultipliesSubnormalsAtSpeed { get; } = IsAmd();

    private static bool IsAmd()
    {
        if (!X86Base.IsSupported)
        {
            return false;
        }

        (_, int first, int third, int second) = X86Base.CpuId(0, 0);
        return first == Auth && second == Enti && third == CAmd;
    }
}
