namespace BankTransfer;

internal sealed class Account(string owner, decimal balance)
{
    public string Owner { get; } = owner;

    public decimal Balance { get; set; } = balance;
}
