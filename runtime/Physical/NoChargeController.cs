namespace MmRuntime.Physical;

/// <summary>Nobody is charged.</summary>
internal sealed class NoChargeController : IChargeController
{
    public static readonly NoChargeController Instance = new();

    public bool TryCharge(in FrameRequest request, out int tag)
    {
        tag = 0;
        return true;
    }

    public void Uncharge(int tag, int order)
    {
        // Nobody was.
    }
}
