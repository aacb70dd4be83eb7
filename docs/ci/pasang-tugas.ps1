# Memasang tugas terjadwal spbe-check di Windows. Jalankan di PowerShell sebagai administrator:
#   .\pasang-tugas.ps1
# Penjelasan: docs/gerbang-ci.md
# OCR untuk pindaian: C:\spbe-check\Scripts\pip install "LETAK-PROGRAM[ocr]"
$ErrorActionPreference = 'Stop'
$xml = Get-Content -Raw -Path (Join-Path $PSScriptRoot 'spbe-check-tugas.xml')
$akun = Get-Credential -Message 'Akun yang boleh membaca folder bukti (bukan administrator)'
Register-ScheduledTask -TaskName 'spbe-check' -Xml $xml -User $akun.UserName -Password $akun.GetNetworkCredential().Password -Force
Write-Output 'Tugas spbe-check terpasang. Coba sekarang: Start-ScheduledTask -TaskName spbe-check'
