using System.Runtime.InteropServices;

namespace Escalation.Benchmarks.Ratios.Probes;

/// <summary>The three routines of OpenBLAS that score probes, where the library is installed.</summary>
internal static unsafe class OpenBlas
{
    private const int RowMajor = 101;
    private const int NoTranspose = 111;
    private const int Transpose = 112;

    private static readonly nint Library = Load();
    private static readonly delegate* unmanaged<int, int, int, int, float, float*, int, float*, int, float, float*, int, void> Gemv =
        (delegate* unmanaged<int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)Export("cblas_sgemv");

    private static readonly delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> Gemm =
        (delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)Export("cblas_sgemm");

    private static readonly delegate* unmanaged<int, float*, int, float*, int, float> DotProduct =
        (delegate* unmanaged<int, float*, int, float*, int, float>)Export("cblas_sdot");

    public static bool IsInstalled => Library != 0;

    /// <summary>One row.</summary>
    public static float Dot(int length, float* x, float* w) => DotProduct(length, x, 1, w, 1);

    /// <summary>All rows with one probe.</summary>
    public static void MatrixVector(int rows, int length, float* x, float* w, float* scores) =>
        Gemv(RowMajor, NoTranspose, rows, length, 1f, x, length, w, 1, 0f, scores, 1);

    /// <summary>All rows with several probes, whose weights lie one behind the other.</summary>
    public static void MatrixMatrix(int rows, int probes, int length, float* x, float* w, float* scores) =>
        Gemm(RowMajor, NoTranspose, Transpose, rows, probes, length, 1f, x, length, w, length, 0f, scores, probes);

    private static nint Load()
    {
        if (!NativeLibrary.TryLoad("libopenblas.so.0", out nint library))
        {
            return 0;
        }

        ((delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "openblas_set_num_threads"))(1);
        return library;
    }

    private static nint Export(string name) => Library == 0 ? 0 : NativeLibrary.GetExport(Library, name);
}
